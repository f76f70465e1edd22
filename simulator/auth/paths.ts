/** The paths of the services that every front end runs. They are looked up without regard to case. */
export const SERVICE_PATH = '/Autodiscover/AutodiscoverService.svc/root';
export const TOKEN_PATH = '/WebTicket/oauthtoken';
export const PASSIVE_PATH = '/PassiveAuth/PassiveAuth.aspx';
