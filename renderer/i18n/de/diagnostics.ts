/** German words for the diagnostics. */
import type { Messages } from '../en/index.ts';

export const diagnostics: Messages['diagnostics'] = {
  title: 'Diagnose',
  lead: 'Für Sie und Ihren Helpdesk, wenn etwas nicht funktioniert.',
  back: 'Zurück zu den Einstellungen',
  open: 'Diagnose',
  openLead: 'Versionen, Verbindung, Fehler und ein Bericht für Ihren Helpdesk.',
};
