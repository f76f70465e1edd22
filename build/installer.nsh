; What Rollcall adds to electron-builder's NSIS installer: removing it asks whether settings and sign-ins go too.
; Silent: /S keeps them, /S --delete-app-data removes them. An update, which removes the version before it, never does.

!macro customHeader
  !ifdef BUILD_UNINSTALLER
    LangString removeDataQuestion ${LANG_ENGLISH} "Remove your Rollcall settings, history and saved sign-ins from this computer too?"
    LangString removeDataQuestion ${LANG_GERMAN} "Auch Ihre Einstellungen, den Verlauf und gespeicherte Anmeldungen von Rollcall von diesem Computer entfernen?"
    LangString removeDataQuestion ${LANG_FRENCH} "Supprimer aussi de cet ordinateur vos paramètres, l’historique et les connexions enregistrées de Rollcall ?"
  !endif
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    !insertmacro rollcallForgetSystem
    ${if} ${isDeleteAppData}
      !insertmacro rollcallRemoveData
    ${else}
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(removeDataQuestion)" /SD IDNO IDNO rollcallKeepData
      !insertmacro rollcallRemoveData
      rollcallKeepData:
    ${endIf}
  ${endIf}
!macroend

; What the app has told Windows about itself and would otherwise point to nothing.
!macro rollcallForgetSystem
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "Rollcall"
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "Rollcall"
  ; Links to sip: are only taken back where they lead here.
  ReadRegStr $R0 HKCU "Software\Classes\sip\shell\open\command" ""
  ${if} $R0 == '"$INSTDIR\${PRODUCT_FILENAME}.exe" "--" "%1"'
    DeleteRegKey HKCU "Software\Classes\sip\shell\open"
    DeleteRegValue HKCU "Software\Classes\sip" "URL Protocol"
  ${endIf}
!macroend

!macro rollcallRemoveData
  ; Electron keeps data per user, even of an app that is installed for all.
  SetShellVarContext current
  RMDir /r "$APPDATA\${PRODUCT_FILENAME}"
  RMDir /r "$LOCALAPPDATA\${APP_PACKAGE_NAME}-updater"
  !insertmacro rollcallRemoveCredentials
  ${if} $installMode == "all"
    SetShellVarContext all
  ${endIf}
!macroend

; The Credential Manager's entries of service rollcall/v1 (main/system/keytar-secrets.ts), found by their names.
!macro rollcallRemoveCredentials
  System::Call 'advapi32::CredEnumerateW(w "rollcall/v1/*", i 0, *i .r1, *p .r2) i .r0'
  ${if} $0 <> 0
    StrCpy $3 $2
    ${doWhile} $1 > 0
      ; CREDENTIALW begins with flags, type and the target's name; 1 is CRED_TYPE_GENERIC.
      System::Call '*$3(p .r4)'
      System::Call '*$4(i, i, w .r5)'
      System::Call 'advapi32::CredDeleteW(w r5, i 1, i 0)'
      IntOp $3 $3 + ${NSIS_PTR_SIZE}
      IntOp $1 $1 - 1
    ${loop}
    System::Call 'advapi32::CredFree(p r2)'
  ${endIf}
!macroend
