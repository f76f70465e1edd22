/** French words for the diagnostics. */
import type { Messages } from '../en/index.ts';

export const diagnostics: Messages['diagnostics'] = {
  title: 'Diagnostic',
  lead: 'Pour vous et votre assistance, quand quelque chose ne fonctionne pas.',
  back: 'Retour aux paramètres',
  open: 'Diagnostic',
  openLead: 'Versions, connexion, erreurs et un rapport pour votre assistance.',
};
