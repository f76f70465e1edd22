/** German words for every error code: what happened, and what the user can do about it. */
import type { Messages } from '../en/index.ts';

export const errors: Messages['errors'] = {
  'network.offline': {
    title: 'Dieser Computer ist offline.',
    advice: 'Sobald ein Netzwerk da ist, macht Rollcall von selbst weiter.',
  },
  'network.timeout': {
    title: 'Der Server hat nicht rechtzeitig geantwortet.',
    advice: 'Er ist vielleicht überlastet, oder eine Firewall blockiert. Versuchen Sie es gleich noch einmal.',
  },
  'network.unreachable': {
    title: 'Der Server ist nicht erreichbar.',
    advice: 'Prüfen Sie das Netzwerk oder das VPN und, falls eingegeben, den Servernamen.',
  },
  'tls.untrusted': {
    title: 'Dem Zertifikat des Servers wird nicht vertraut.',
    advice:
      'Bitten Sie Ihre Administration, die Zertifizierungsstelle der Organisation auf diesem Computer einzurichten.',
  },
  'discovery.notFound': {
    title: 'Zu dieser Adresse wurde kein Server gefunden.',
    advice: 'Prüfen Sie die Adresse, oder geben Sie den Server ein, den Ihre Administration genannt hat.',
  },
  'discovery.loop': {
    title: 'Die Server verweisen immer wieder aufeinander.',
    advice: 'Geben Sie den Server von Hand ein, oder zeigen Sie Ihrer Administration die Details.',
  },
  'auth.required': {
    title: 'Bitte melden Sie sich erneut an.',
    advice: 'Die gespeicherten Angaben reichen nicht mehr aus.',
  },
  'auth.denied': {
    title: 'Adresse oder Kennwort ist falsch.',
    advice:
      'Geben Sie das Kennwort noch einmal ein. Nach mehreren Fehlversuchen kann das Konto eine Weile gesperrt sein.',
  },
  'auth.unsupported': {
    title: 'Dieser Server bietet keine Anmeldung an, die Rollcall nutzen kann.',
    advice: 'Zeigen Sie Ihrer Administration die Details.',
  },
  'auth.hostNotTrusted': {
    title: 'Die Anmeldung führt zu einem Server außerhalb der Domäne Ihrer Organisation.',
    advice: 'Fahren Sie nur fort, wenn Sie sicher sind, dass der Server zu Ihrer Organisation gehört.',
  },
  'session.replaced': {
    title: 'Rollcall wird mit diesem Konto an anderer Stelle benutzt.',
    advice: 'Mit „Hier verwenden“ holen Sie die Verbindung zurück.',
  },
  'session.ended': {
    title: 'Die Sitzung ist beendet.',
    advice: 'Versuchen Sie es noch einmal, oder melden Sie sich neu an.',
  },
  'ucwa.badRequest': {
    title: 'Der Server hat die Anfrage nicht verstanden.',
    advice: 'Prüfen Sie Ihre Eingabe. Stimmt sie, zeigen Sie Ihrer Administration die Details.',
  },
  'ucwa.forbidden': {
    title: 'Der Server erlaubt das nicht.',
    advice: 'Darüber entscheidet Ihre Organisation; Ihre Administration weiß mehr.',
  },
  'ucwa.limitExceeded': {
    title: 'Das Limit des Servers ist erreicht.',
    advice: 'Entfernen Sie zuerst etwas, zum Beispiel ein Abo.',
  },
  'ucwa.tooManyGroups': {
    title: 'Sie haben so viele Gruppen, wie der Server erlaubt.',
    advice: 'Löschen Sie eine nicht mehr benötigte Gruppe, und versuchen Sie es dann noch einmal.',
  },
  'ucwa.tooManyApplications': {
    title: 'Mit diesem Konto sind zu viele Apps angemeldet.',
    advice: 'Melden Sie sich auf einem anderen Gerät ab, oder warten Sie einige Minuten.',
  },
  'ucwa.userAgentNotAllowed': {
    title: 'Ihre Organisation lässt diese Version von Rollcall nicht zu.',
    advice: 'Bitten Sie Ihre Administration um eine zugelassene Version.',
  },
  'ucwa.alreadyExists': { title: 'Das gibt es schon.', advice: 'Wählen Sie einen anderen Namen.' },
  'ucwa.conflict': {
    title: 'Gleichzeitig wurde hier etwas anderes geändert.',
    advice: 'Sehen Sie sich den jetzigen Stand an, und versuchen Sie es dann noch einmal.',
  },
  'ucwa.readOnly': {
    title: 'Ihre Kontaktliste kann zurzeit nicht geändert werden.',
    advice: 'Sie liegt in Exchange oder wird gerade verschoben. Lesen können Sie sie weiterhin.',
  },
  'ucwa.notEditable': {
    title: 'Das lässt sich hier nicht ändern.',
    advice: 'Ihre Organisation oder der Server legt es fest; Ihre Administration weiß mehr.',
  },
  'ucwa.notFound': {
    title: 'Auf dem Server ist es nicht mehr vorhanden.',
    advice: 'Vielleicht hat es inzwischen jemand gelöscht.',
  },
  'ucwa.normalizationFailed': {
    title: 'Der Server erkennt darin keine Telefonnummer.',
    advice: 'Schreiben Sie sie mit Ländervorwahl, zum Beispiel +49 30 2345 6789.',
  },
  'ucwa.preconditionFailed': {
    title: 'Inzwischen wurde es an anderer Stelle geändert.',
    advice: 'Sehen Sie sich den jetzigen Stand an, und versuchen Sie es dann noch einmal.',
  },
  'ucwa.tooManyRequests': {
    title: 'Der Server bittet um eine Pause.',
    advice: 'Rollcall wartet und macht von selbst weiter.',
  },
  'ucwa.unavailable': {
    title: 'Der Server ist gerade nicht verfügbar.',
    advice: 'Rollcall versucht es von selbst noch einmal.',
  },
  'ucwa.serviceFailure': {
    title: 'Bei dieser Anfrage ist auf dem Server ein Fehler aufgetreten.',
    advice: 'Versuchen Sie es später noch einmal. Bleibt es dabei, zeigen Sie Ihrer Administration die Details.',
  },
  'ucwa.tooLarge': {
    title: 'Die Antwort des Servers ist zu groß.',
    advice: 'Sie ist größer, als Rollcall auf einmal annimmt. Kleinere Gruppen helfen, wenn Sie sie ändern können.',
  },
  'ucwa.unexpected': {
    title: 'Rollcall kennt die Antwort des Servers nicht.',
    advice: 'Versuchen Sie es noch einmal. Bleibt es dabei, zeigen Sie Ihrer Administration die Details.',
  },
  'edit.notChanged': {
    title: 'Der Server hat die Änderung angenommen, aber nicht übernommen.',
    advice: 'Eine Regel Ihrer Organisation kann dem entgegenstehen.',
  },
  'edit.noLongerPossible': {
    title: 'Diese Änderung ist nicht mehr möglich.',
    advice: 'Was sie betraf, hat sich geändert oder ist nicht mehr da.',
  },
  'import.tooLarge': {
    title: 'Diese Datei ist zu groß.',
    advice: 'Rollcall liest Dateien mit bis zu acht Millionen Zeichen und 50.000 Personen. Teilen Sie sie auf.',
  },
  'import.unreadable': {
    title: 'Diese Datei lässt sich nicht als Kontaktliste lesen.',
    advice:
      'Wählen Sie eine Datei, die Rollcall exportiert hat, oder eine CSV-Datei mit einer Spalte für die Adressen.',
  },
  'keychain.unavailable': {
    title: 'Das Kennwort konnte nicht gespeichert werden.',
    advice:
      'Der Schlüsselbund dieses Computers ist nicht verfügbar. Rollcall fragt deshalb bei jedem Start nach dem Kennwort.',
  },
  'update.unreachable': {
    title: 'Der Update-Server war nicht erreichbar.',
    advice: 'Rollcall versucht es von selbst noch einmal.',
  },
  'update.refused': {
    title: 'Das Update wurde nicht installiert.',
    advice:
      'Was geladen wurde, ist nicht das, was der Herausgeber angekündigt hat. Bleibt es dabei, zeigen Sie Ihrer Administration die Details.',
  },
  'settings.reset': {
    title: 'Die Einstellungen waren nicht lesbar und wurden zurückgesetzt.',
    advice: 'Die unlesbare Datei wurde aufgehoben. Melden Sie sich neu an: Ihre Abos und der Verlauf sind noch da.',
  },
  'settings.newer': {
    title: 'Hier wurde eine neuere Version von Rollcall verwendet.',
    advice: 'Was diese Version von deren Daten nicht kennt, wurde aufgehoben und ist nicht verloren.',
  },
  'data.reset': {
    title: 'Einiges, was auf diesem Computer gespeichert war, ist nicht lesbar.',
    advice: 'Nicht gesendete Änderungen, Ihre Abos und der Verlauf können fehlen. Die Datei wurde aufgehoben.',
  },
  'notifications.refused': {
    title: 'Benachrichtigungen können nicht gezeigt werden.',
    advice:
      'Erlauben Sie Rollcall Benachrichtigungen in den Systemeinstellungen. Unter macOS muss Rollcall dazu installiert und signiert sein.',
  },
  'tray.missing': {
    title: 'Dieser Desktop zeigt keine Symbole im Infobereich.',
    advice:
      'Rollcall bleibt in der Taskleiste. Minimieren Sie dieses Fenster, um es weiterlaufen zu lassen; Schließen beendet Rollcall. Unter GNOME bringt die Erweiterung AppIndicator das Symbol.',
  },
  'policy.refused': {
    title: 'Ihre Organisation lässt das nicht zu.',
    advice: 'Eine Richtlinie steht dagegen; Ihre Administration kann mehr dazu sagen.',
  },
  'policy.unreadable': {
    title: 'Die Richtlinien Ihrer Organisation können nicht gelesen werden.',
    advice: 'Bis dahin ist keine Anmeldung möglich. Zeigen Sie die Diagnose Ihrer Administration.',
  },
  busy: {
    title: 'Rollcall wurde um zu viel auf einmal gebeten.',
    advice: 'Warten Sie einen Moment und versuchen Sie es erneut.',
  },
  validation: {
    title: 'Eine Eingabe ist nicht gültig.',
    advice: 'Berichtigen Sie sie, und versuchen Sie es noch einmal.',
  },
  internal: {
    title: 'In Rollcall ist ein Fehler aufgetreten.',
    advice:
      'Versuchen Sie es noch einmal. Bleibt es dabei, starten Sie Rollcall neu und zeigen Sie Ihrer Administration die Details.',
  },
};

export const refusals: Messages['refusals'] = {
  '409 LimitExceeded': {
    title: 'Ihre Kontaktliste ist voll.',
    advice: 'Entfernen Sie jemanden, den Sie nicht mehr brauchen, und versuchen Sie es dann noch einmal.',
  },
  TooManyContacts: {
    title: 'Darin sind mehr Personen, als der Server auf einmal annimmt oder zeigt.',
    advice: 'Arbeiten Sie mit weniger Personen oder einer kleineren Gruppe.',
  },
  MakeMeAvailableRequired: {
    title: 'Ihr eigener Status muss zuerst veröffentlicht sein.',
    advice: 'Legen Sie Ihren Status fest, und versuchen Sie es dann noch einmal.',
  },
  AnotherOperationPending: {
    title: 'Der Server ist noch mit einer früheren Änderung beschäftigt.',
    advice: 'Warten Sie einen Moment, und versuchen Sie es dann noch einmal.',
  },
  APIVersionNotSupported: {
    title: 'Ihr Server ist dafür zu alt.',
    advice: 'Ihre Administration weiß, ob er aktualisiert wird.',
  },
  DestinationNotFound: {
    title: 'Der Server kennt diese Person oder Nummer nicht.',
    advice: 'Prüfen Sie die Adresse oder Nummer auf Tippfehler.',
  },
  NoDelegatesConfigured: {
    title: 'Sie haben keine Stellvertretungen.',
    advice: 'Fügen Sie in Skype for Business eine hinzu, und versuchen Sie es dann noch einmal.',
  },
  NoTeamMembersConfigured: {
    title: 'Sie haben kein Team.',
    advice: 'Nehmen Sie in Skype for Business jemanden auf, und versuchen Sie es dann noch einmal.',
  },
  AnonymousNotAllowed: {
    title: 'Der Server erlaubt das nur Personen, die mit einem Konto angemeldet sind.',
    advice: 'Melden Sie sich mit Ihrem eigenen Konto an.',
  },
  InvalidExchangeServerVersion: {
    title: 'Ihr Postfach liegt auf einem Exchange, mit dem der Server nicht arbeiten kann.',
    advice: 'Was angezeigt wird, bleibt vorerst, wie es ist. Zeigen Sie die Details Ihrer Administration.',
  },
  ExchangeServiceFailure: {
    title: 'Ihr Server erreicht Exchange zurzeit nicht.',
    advice: 'Versuchen Sie es später noch einmal. Bleibt es dabei, zeigen Sie die Details Ihrer Administration.',
  },
};

export const errorDetails: Messages['errorDetails'] = {
  show: 'Details',
  copy: 'Details kopieren',
  code: 'Code',
  message: 'Meldung',
  serverMessage: 'Server meldet',
  status: 'HTTP-Status',
  subcode: 'Untercode',
  diagnostics: 'Diagnose',
  host: 'Server',
  frontEnd: 'Front-End',
  correlationId: 'Korrelations-ID',
};
