/** English words for the diagnostics. */
export const diagnostics = {
  title: 'Diagnostics',
  lead: 'For you and your help desk, when something does not work.',
  back: 'Back to settings',
  open: 'Diagnostics',
  openLead: 'Versions, connection, errors, and a report for your help desk.',
};
