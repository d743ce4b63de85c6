; Included by electron-builder into the Windows installer and uninstaller (nsis.include of electron-builder.yml).
; Photographs are offered under "Open with" and in Windows' settings of default applications; no default is taken over.
; Uninstalling keeps the catalogue unless she says otherwise; an update (the old version's uninstaller runs then too) never asks.

!define POUIRE_PHOTO "PouireStudio.Photo"
!define POUIRE_CAPABILITIES "Software\PouireStudio\Capabilities"
; electron/web/data-folder.ts: the catalogue, its backups, previews and logs. Photographs lie where she put them.
!define POUIRE_DATA "$LOCALAPPDATA\Pouire Studio"
!define POUIRE_WINDOW "$APPDATA\Pouire Studio"

!macro customHeader
  LangString pouirePhoto 1036 "Photographie"
  LangString pouirePhoto 1033 "Photograph"
  LangString pouireAbout 1036 "Trier, décrire, protéger, envoyer et vendre ses photographies"
  LangString pouireAbout 1033 "Sort, describe, protect, send and sell photographs"
  LangString pouireForget 1036 "Effacer aussi votre catalogue : notes, mots-clés, réglages et historique des envois ?$\r$\n$\r$\nVos photographies ne seront pas touchées. Si vous répondez non, vous retrouverez tout en réinstallant Pouire Studio."
  LangString pouireForget 1033 "Also delete your catalogue: ratings, keywords, settings and the history of what was sent?$\r$\n$\r$\nYour photographs will not be touched. If you answer no, you will find everything again when you reinstall Pouire Studio."
!macroend

!macro pouireOpens EXT
  WriteRegNone SHELL_CONTEXT "Software\Classes\.${EXT}\OpenWithProgids" "${POUIRE_PHOTO}"
  WriteRegStr SHELL_CONTEXT "${POUIRE_CAPABILITIES}\FileAssociations" ".${EXT}" "${POUIRE_PHOTO}"
!macroend

!macro pouireOpensNoMore EXT
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.${EXT}\OpenWithProgids" "${POUIRE_PHOTO}"
!macroend

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\${POUIRE_PHOTO}" "" "$(pouirePhoto)"
  WriteRegStr SHELL_CONTEXT "Software\Classes\${POUIRE_PHOTO}\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\${POUIRE_PHOTO}\shell\open\command" "" '"$appExe" "%1"'
  WriteRegStr SHELL_CONTEXT "${POUIRE_CAPABILITIES}" "ApplicationName" "Pouire Studio"
  WriteRegStr SHELL_CONTEXT "${POUIRE_CAPABILITIES}" "ApplicationDescription" "$(pouireAbout)"
  WriteRegStr SHELL_CONTEXT "${POUIRE_CAPABILITIES}\URLAssociations" "pouire" "pouire"
  WriteRegStr SHELL_CONTEXT "Software\RegisteredApplications" "Pouire Studio" "${POUIRE_CAPABILITIES}"
  WriteRegStr SHELL_CONTEXT "Software\Classes\pouire" "" "URL:Pouire Studio"
  WriteRegStr SHELL_CONTEXT "Software\Classes\pouire" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\pouire\shell\open\command" "" '"$appExe" "%1"'
  !insertmacro pouireOpens jpg
  !insertmacro pouireOpens jpeg
  !insertmacro pouireOpens png
  !insertmacro pouireOpens tif
  !insertmacro pouireOpens tiff
  !insertmacro pouireOpens webp
  !insertmacro pouireOpens heic
  !insertmacro pouireOpens heif
  !insertmacro pouireOpens avif
  !insertmacro pouireOpens cr2
  !insertmacro pouireOpens cr3
  !insertmacro pouireOpens crw
  !insertmacro pouireOpens nef
  !insertmacro pouireOpens nrw
  !insertmacro pouireOpens arw
  !insertmacro pouireOpens sr2
  !insertmacro pouireOpens srf
  !insertmacro pouireOpens dng
  !insertmacro pouireOpens raf
  !insertmacro pouireOpens orf
  !insertmacro pouireOpens rw2
  !insertmacro pouireOpens pef
  !insertmacro pouireOpens srw
  !insertmacro pouireOpens 3fr
  !insertmacro pouireOpens rwl
  !insertmacro pouireOpens iiq
  !insertmacro pouireOpens fff
  !insertmacro pouireOpens erf
  !insertmacro pouireOpens mrw
  System::Call 'shell32::SHChangeNotify(i, i, i, i) v (0x08000000, 0, 0, 0)'
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegKey SHELL_CONTEXT "Software\Classes\${POUIRE_PHOTO}"
    DeleteRegKey SHELL_CONTEXT "Software\Classes\pouire"
    DeleteRegKey SHELL_CONTEXT "Software\PouireStudio"
    DeleteRegValue SHELL_CONTEXT "Software\RegisteredApplications" "Pouire Studio"
    !insertmacro pouireOpensNoMore jpg
    !insertmacro pouireOpensNoMore jpeg
    !insertmacro pouireOpensNoMore png
    !insertmacro pouireOpensNoMore tif
    !insertmacro pouireOpensNoMore tiff
    !insertmacro pouireOpensNoMore webp
    !insertmacro pouireOpensNoMore heic
    !insertmacro pouireOpensNoMore heif
    !insertmacro pouireOpensNoMore avif
    !insertmacro pouireOpensNoMore cr2
    !insertmacro pouireOpensNoMore cr3
    !insertmacro pouireOpensNoMore crw
    !insertmacro pouireOpensNoMore nef
    !insertmacro pouireOpensNoMore nrw
    !insertmacro pouireOpensNoMore arw
    !insertmacro pouireOpensNoMore sr2
    !insertmacro pouireOpensNoMore srf
    !insertmacro pouireOpensNoMore dng
    !insertmacro pouireOpensNoMore raf
    !insertmacro pouireOpensNoMore orf
    !insertmacro pouireOpensNoMore rw2
    !insertmacro pouireOpensNoMore pef
    !insertmacro pouireOpensNoMore srw
    !insertmacro pouireOpensNoMore 3fr
    !insertmacro pouireOpensNoMore rwl
    !insertmacro pouireOpensNoMore iiq
    !insertmacro pouireOpensNoMore fff
    !insertmacro pouireOpensNoMore erf
    !insertmacro pouireOpensNoMore mrw
    ; A silent uninstallation (/S, as administrators run it) keeps everything: nobody is there to answer.
    ${ifNot} ${Silent}
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(pouireForget)" /SD IDNO IDNO pouireKeep
      RMDir /r "${POUIRE_DATA}"
      RMDir /r "${POUIRE_WINDOW}"
      pouireKeep:
    ${endIf}
  ${endIf}
!macroend
