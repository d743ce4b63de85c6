import type { MessageKey } from './fr.ts';

/** The sentences of fr.ts in English: same keys, same facts. */
export const en: Readonly<Record<MessageKey, string>> = {
  'error.folder-unreadable':
    'The folder {path} can’t be read: your account is not permitted to. Change its permissions, then try again.',
  'error.folder-missing':
    'The folder {path} does not exist or its drive is not plugged in. Nothing is lost: plug it in, then try again.',
  'error.folder-differs':
    'None of the photos of {folder} is in {path}. Nothing was changed: choose the folder that holds them.',
  'error.folder-unknown': 'This folder is no longer watched.',
  'error.folder-paused':
    'Reading of the folder {path} is paused: nothing was read from it. Resume it in the folder’s menu.',
  'error.reading-failed':
    'The file {path} was not read: the studio itself failed, and the file is not to blame. It is tried again at the next reading; if that fails as well, send us the log of the data folder.',
  'error.folder-offline':
    'The folder {path} is empty, though the catalogue knows photos in it: the drive is probably unplugged. Nothing is lost: plug it in and try again.',
  'error.not-a-folder': '{path} is not a folder. Choose the folder that holds your photos.',
  'error.file-missing': 'The file {path} is gone. Its record is kept: put the file back or plug the drive in.',
  'error.file-changed':
    'The file {path} changed while it was being worked on. It will be read again, then you can start over.',
  'error.original-in-use': 'The photo {path} is being sent: its original can be written into once that is done.',
  'error.originals-not-meant':
    'The originals were not touched: this has to be asked for expressly (--yes on the command line).',
  'error.metadata-unwritable':
    'The metadata of {path} could not be written ({reason}). The original photo was not touched and nothing was sent.',
  'error.disk-full':
    'The disk of {path} is full. Everything done so far is kept: free some space and the work goes on.',
  'error.photo-unknown': 'No photo has the id {id}. The command “list” shows the ids.',
  'error.collection-unknown': 'There is no collection {id}, or no longer.',
  'error.watermark-unknown': 'This watermark does not exist any more, or its logo is missing.',
  'error.logo-unusable':
    '“{name}” cannot be used as a logo: it takes a PNG, or an SVG that holds everything it shows, of 5 MB at most.',
  'error.nothing-to-export': 'There is no photo to export.',
  'error.export-unknown': 'There is no export {id}, or no longer.',
  'error.export-preset-unknown': 'There is no export preset named “{name}”.',
  'error.catalogue-newer':
    'This catalogue was made by a later version of Pouire Studio (format {found}, known here: {known}). It was not touched: update the studio.',
  'error.catalogue-damaged':
    'The catalogue was damaged. It was set aside ({path}) and {restoredFrom, select, null {a new catalogue was begun; your photos are untouched} other {restored from the backup {restoredFrom}}}.',
  'error.catalogue-in-use':
    'The catalogue {path} is open in another Pouire Studio. Close it, or choose another data folder.',
  'error.backup-missing': 'The backup {path} is not there any more. Plug its drive in again or choose another one.',
  'error.backup-exists': 'There is a file named {path} already. It was not touched: choose another name.',
  'error.backup-not-a-catalogue': '{path} is not a backup of Pouire Studio. Nothing was changed: choose another file.',
  'error.backup-damaged':
    'The backup {path} is damaged ({detail}). Nothing was changed: choose another one, the list keeps eight.',
  'error.backup-unwritable':
    'The backup {path} could not be read or written ({reason}). The catalogue was not touched: choose another folder.',
  'error.storage-busy': 'A backup or maintenance of the catalogue is under way. Wait for its end, then try again.',
  'error.data-folder-unwritable':
    'The data folder {path} can’t be written to. Change its permissions or choose another one.',
  'error.file-unreadable':
    'The file {path} could not be read ({reason}). The original was not touched; try another reader or another cable.',
  'error.folder-unwritable':
    'Cannot write in {path} ({reason}). Nothing is lost: choose another destination or change its permissions.',
  'error.copy-damaged':
    'The copy {path} is not like the original when read back. It was not kept: check the cable and the disk, then try again.',
  'error.not-enough-space':
    'The disk of {path} is {missing, number, ::scale/0.000001 .#} MB short (free: {free, number, ::scale/0.000001 .#} MB). Nothing was copied: make room or choose another disk.',
  'error.source-away':
    '{path} is gone. Nothing is lost: put the card back or plug the drive in again, copying goes on by itself.',
  'error.source-forgotten': 'The list of this source is out of date. Open the source again.',
  'error.import-unknown': 'There is no import {id}, or not any more.',
  'error.nothing-to-import': 'There is no photo to import here.',
  'error.pattern-invalid':
    'The pattern “{pattern}” cannot be used: {problem, select, empty {it is empty} unknown {{detail} does not exist} unclosed {a brace is missing} forbidden {the character {detail} is not allowed in a name} climbs {it would leave the destination} long {the names would be too long} other {{problem}}}.',
  'error.template-unknown': 'There is no template “{name}”.',
  'error.templates-unreadable':
    'This is not a file of Pouire Studio templates, or it comes from a later version. Nothing has changed.',
  'error.not-signed-in': 'You are not signed in to the marketplace. Sign in first; your local work stays whole.',
  'error.session-expired': 'The session of {email} has expired. Everything local is kept: enter your password again.',
  'error.wrong-credentials': 'The address {email} and this password don’t match. Check both, then try again.',
  'error.account-not-photographer':
    'This account is not a photographer’s account. Sign in with a photographer’s account.',
  'error.account-pending':
    'Your photographer profile still waits for the marketplace’s approval. You can already sort and describe your photos.',
  'error.account-rejected':
    'The marketplace did not accept your photographer profile. Write to its support to learn why.',
  'error.account-suspended':
    'Your photographer account is suspended. Your photos and settings are kept; write to the marketplace’s support.',
  'error.server-unreachable':
    '{reason, select, refused {The server {server} refuses the connection} timeout {The server {server} takes too long to answer} dns {The address of the server {server} cannot be found} tls {No secure connection to the server {server} could be made} reset {The connection to the server {server} was cut} offline {No network to reach the server {server}} redirected {A sign-in portal answers in place of the server {server}: open a page in the browser first} other {The server {server} does not answer}}. Nothing is lost: check the address and the connection, then try again.',
  'error.server-error': 'The server {server} had an error ({status}). Nothing is lost, try again later. {message}',
  'error.server-refused': 'The server refused the request ({status}): {message} {fields}',
  'error.rate-limited':
    'Too many requests in a row: the server asks to wait {retryAfterSeconds, plural, one {# second} other {# seconds}}.',
  'error.server-address-invalid':
    '“{server}” is not a usable server address. It begins with https:// (http:// on this computer only).',
  'error.keychain-unavailable':
    'The system’s keychain is not available ({reason}). The session stays in memory until the studio closes.',
  'error.rules-broken':
    '{count, plural, one {One of the marketplace’s rules is broken} other {# of the marketplace’s rules are broken}}. Correct the description, then send.',
  'error.upload-incomplete': 'The server did not receive the whole file. Sending goes on where it was.',
  'error.picture-not-replaceable':
    '{why, select, sold {The photo that you replace was sold} other {The marketplace has published the photo that you replace meanwhile}}: its picture can’t change any more, and the new one was not sent. Cancel this upload.',
  'error.storage-refused': 'The storage refused the upload ({code}). {message}',
  'error.budget-reached':
    'The day’s data budget allows no more sending ({sent, number} MB gone of {budget, number} MB). Nothing is lost: sending goes on at midnight.',
  'error.outside-hours': 'You send only between {from} and {to}. The photos wait and leave by themselves at {from}.',
  'error.line-metered':
    'This connection is metered: nothing is sent over it without your consent. The photos wait for another connection.',
  'error.on-battery':
    'The computer runs on its battery: nothing is sent without your consent. The photos wait until it is plugged in.',
  'error.already-sent': 'This photo is already on the marketplace ({remoteId}). It was not sent a second time.',
  'error.amount-unavailable': 'This amount is above your available balance ({available, number} F CFA).',
  'error.amount-too-small': 'The smallest withdrawal is {minimum, number} F CFA.',
  'error.payout-invalid':
    '{problem, select, amount_missing {Give a whole amount, in francs.} phone_missing {Give the telephone number.} phone_characters {This number holds something other than digits.} phone_length {This number does not have the right count of digits.} iban_missing {Give the IBAN.} iban_characters {An IBAN begins with two letters and two digits.} iban_length {This IBAN does not have its country’s length.} iban_check {The check digits of this IBAN do not add up: a slip of the finger?} name_missing {Say whose account it is.} other {The payment details are not complete.}}',
  'error.withdrawal-unresolved':
    'A request for {amount, number} F CFA was left without an answer. The studio looks for it in the marketplace’s list; nothing else is asked before.',
  'error.withdrawal-unknown': 'This withdrawal is not in this catalogue.',
  'error.withdrawal-not-pending': 'This withdrawal is no longer pending: it can’t be cancelled.',
  'error.withdrawal-not-paid': 'This withdrawal is not paid yet: its paper stays provisional.',
  'error.picture-unusable':
    '{kind, select, format {A {format} picture won’t do: choose a JPEG, PNG, GIF or WebP.} damaged {This picture is damaged and can’t be read.} small {This picture is too small for a portrait.} other {This file is not a picture: choose a JPEG, PNG, GIF or WebP.}}',
  'error.picture-too-big': 'This picture is larger than 5 MB: choose a lighter one.',
  'error.picture-unknown': 'This picture is not in this catalogue.',
  'error.picture-in-use': 'This is your profile picture. Choose another one before you remove it.',
  'error.password-wrong': 'This is not your current password.',
  'error.statement-period': 'From {from} to {to} is not a period. Give a whole month, or a start before the end.',
  'error.statement-not-over':
    'The period lasts until {to}: the statement gets its number after that. Until then it is provisional.',
  'error.statement-not-fetched':
    'Sales have not been refreshed since {to}: some could be missing. Go online, then press “Refresh”.',
  'error.statement-no-name': 'Enter your name under “My details” first: it stands at the head of the statement.',
  'error.statement-unknown': 'This statement is not in this catalogue.',
  'difference.missing':
    '{count, plural, one {The marketplace counts # sale that its list does not show} other {The marketplace counts # sales that its list does not show}} ({amount} net).',
  'difference.surplus':
    '{count, plural, one {The list shows # sale that this figure does not count} other {The list shows # sales that this figure does not count}} ({amount} net).',
  'difference.doubled':
    '{count, plural, one {A sale is listed or counted twice} other {# sales are listed or counted twice}} ({amount} net).',
  'difference.changed':
    'The amount of a sale was changed on one side only: {more, select, more {the marketplace counts {amount} more} other {the marketplace counts {amount} less}}.',
  'difference.late-refund':
    '{count, plural, one {A refunded sale is no longer listed} other {# refunded sales are no longer listed}} and the month still counts {amount} net: the refund has not reached it yet.',
  'difference.refund-ahead':
    'The month no longer counts {amount} net of a sale that is still listed: probably a refund that the list does not show yet.',
  'difference.rounding':
    'Rounding: the commission is worked out by sale here, by month there. Gross and number of sales are the same.',
  'difference.time-zone':
    'Time zone: the marketplace cuts its months {hours, plural, one {# hour apart} other {# hours apart}}; {count, plural, =0 {some sales} one {a sale} other {# sales}} of the night go from one month to the other.',
  'difference.moment': '{amount} change state at another hour: the marketplace frees amounts at its own time of day.',
  'difference.order-open': '{amount} stay pending: the order is not completed although its thirty days have passed.',
  'difference.withdrawal':
    'The marketplace’s balance and its own months differ by {amount}: a withdrawal asked for, cancelled or refused that only one of them counts.',
  'difference.months': 'The same difference as in the months below ({amount}).',
  'difference.unknown': 'A difference of {amount} that nothing in the ledger explains. Ask the marketplace.',
  'notice.several': '{count} news on Pouire',
  'notice.several.text':
    '{sales, plural, =0 {} one {# sale. } other {# sales. }}{published, plural, =0 {} one {# photo published. } other {# photos published. }}{refused, plural, =0 {} one {# photo refused.} other {# photos refused.}}',
  'notice.available': '{amount} become available',
  'notice.available.text':
    '{count, plural, one {The thirty days of a sale have passed} other {The thirty days of # sales have passed}}: you may ask for a withdrawal.',
  'error.invoice-not-yours':
    'The invoice of order {order} belongs to the buyer: the marketplace does not give it to the photographer. Your own documents are the statements.',
  'error.invoice-unknown': 'The marketplace knows no invoice for order {order}.',
  'error.invalid-input': 'This request is not valid: {issues}',
  'error.not-yet': '“{what}” does not exist yet in this version.',
  'error.not-supported-here': '“{what}” is not possible here.',
  'error.unexpected': 'Something unexpected went wrong: {message}. The details are in the log of the data folder.',

  'quarantine.empty-file':
    'The file is empty (0 bytes). Copying from the card was probably interrupted: copy it again.',
  'quarantine.not-an-image': 'It has an image’s name, but what is inside is not an image.',
  'quarantine.damaged': 'The image is damaged and can’t be decoded. Copy it from the card again if it is still there.',
  'quarantine.incomplete':
    'The end of the image is missing. If it is being copied it will be read again; otherwise copy it again.',
  'quarantine.too-large':
    'The image is too large: 400 million pixels at most (64 in HEIC), and 1 GB of memory. Export it smaller, as JPEG.',
  'quarantine.unsupported':
    'It is an image, but the studio can’t show this format, or this RAW holds no preview. Export it as JPEG.',
  'quarantine.unreadable': 'The file can’t be read: permission denied or disk error.',
  'quarantine.name-unreadable':
    'The name of the file or of its folder holds characters that can’t be read here (an old card or archive). Rename it: it will be read.',
  'quarantine.decoder-crashed': 'This file crashed the image decoder. It was set aside, the others are not affected.',
  'quarantine.decoder-timeout': 'Decoding took too long and was stopped.',

  'rule.title-missing': 'Give the photo a title.',
  'rule.title-short':
    'The title has {length, plural, one {# character} other {# characters}}: at least {minimum} are needed.',
  'rule.title-long': 'The title has {length} characters: {maximum} at most.',
  'rule.title-shouted': 'The title is all in capitals: write it normally, it reads better.',
  'rule.title-contact': 'The title holds an address or a number: remove them, moderators refuse them.',
  'rule.caption-long': 'The caption has {length, number} characters: {maximum, number} at most.',
  'rule.caption-contact': 'The caption holds an address or a number: remove them, moderators refuse them.',
  'rule.keywords-few':
    '{count, plural, =0 {No keyword} one {# keyword} other {# keywords}}: at least {minimum} are needed.',
  'rule.keywords-many': '{count} keywords: {maximum} at most.',
  'rule.keywords-advised':
    '{count, plural, one {# keyword} other {# keywords}}: with {advised} or more the photo is found more easily.',
  'rule.keyword-contact': 'The keyword “{keyword}” holds an address or a number: remove it.',
  'rule.keyword-comma': 'The keyword “{keyword}” contains a comma: split it in two.',
  'rule.keyword-repeated':
    'The keyword “{keyword}” repeats another: remove it, its place is better used by another word.',
  'rule.category-missing': 'Choose a category.',
  'rule.price-missing': 'Give a standard price.',
  'rule.price-low': 'The standard price is {price, number} F CFA: at least {minimum, number} F CFA.',
  'rule.price-extended-missing': 'Give a price for the extended licence.',
  'rule.price-extended-low':
    'The extended price is {price, number} F CFA: at least {minimum, number} F CFA (twice the standard price).',
  'rule.place-long': 'The place has {length} characters: {maximum} at most.',
  'rule.format-not-sendable':
    'The marketplace takes JPEG and PNG only. {format, select, raw {Develop this RAW and export it as JPEG, or send the JPEG of the same shot.} heic {Export this HEIC photo as JPEG; an iPhone set to “Most Compatible” records JPEG.} tiff {Export this TIFF photo as JPEG at the highest quality.} webp {Export this WebP photo as JPEG, from the original if you can.} gif {A GIF has 256 colours only: start from the original, as JPEG.} other {Export this photo as JPEG.}}',
  'rule.file-large':
    'The file is {bytes, number, ::scale/0.000001 .#} MB: {maximum, number, ::scale/0.000001 .#} MB at most.',
  'rule.pixels-few': 'The photo has {megapixels, number} megapixels: from {advised, number} on it prints well.',
  'rule.not-srgb':
    'The colour profile is “{profile}”: the sent copy will be converted to sRGB, for the same colours everywhere. Your original stays as it is.',
  'rule.blurred': 'Nothing in this photo is sharp (sharpness {sharpness} of 100): look at it at 100%.',
  'rule.noisy': 'Noise shows in the preview already: reduce it before you send it.',
  'rule.highlights-clipped': '{share}% of the photo is plain white, without detail: too bright, or meant so?',
  'rule.shadows-clipped': '{share}% of the photo is plain black, without detail: too dark, or meant so?',
  'rule.sent-alike': 'An almost identical photo is already on the marketplace: is this one really different?',

  // What a rule is about, and why it is there
  'rule-name.title-missing': 'Title missing',
  'rule-why.title-missing': 'Without a title, the marketplace refuses the photo.',
  'rule-name.title-short': 'Title too short',
  'rule-why.title-short': 'The marketplace asks for a title of at least {titleMinimum} characters.',
  'rule-name.title-long': 'Title too long',
  'rule-why.title-long': 'The marketplace takes {titleMaximum} characters at most; the caption has more room.',
  'rule-name.title-shouted': 'Title in capitals',
  'rule-why.title-shouted': 'A title in normal letters reads and sells better. Check the proper names afterwards.',
  'rule-name.title-contact': 'Contact data in the title',
  'rule-why.title-contact': 'Addresses, e-mails and numbers are refused by the moderators.',
  'rule-name.caption-long': 'Caption too long',
  'rule-why.caption-long': 'The marketplace takes {captionMaximum, number} characters at most.',
  'rule-name.caption-contact': 'Contact data in the caption',
  'rule-why.caption-contact': 'Addresses, e-mails and numbers are refused by the moderators.',
  'rule-name.keywords-few': 'Too few keywords',
  'rule-why.keywords-few': 'The marketplace asks for at least {keywordsMinimum} different keywords.',
  'rule-name.keywords-many': 'Too many keywords',
  'rule-why.keywords-many': 'The marketplace takes {keywordsMaximum}: the first ones are kept.',
  'rule-name.keywords-advised': 'Few keywords',
  'rule-why.keywords-advised': 'With {keywordsAdvised} keywords or more, buyers find the photo more easily.',
  'rule-name.keyword-repeated': 'Keyword repeated',
  'rule-why.keyword-repeated': 'A keyword repeated, or in the plural, brings nothing: it takes the place of another.',
  'rule-name.keyword-contact': 'Contact data in the keywords',
  'rule-why.keyword-contact': 'Addresses, e-mails and numbers are refused by the moderators.',
  'rule-name.keyword-comma': 'Comma in a keyword',
  'rule-why.keyword-comma': 'A comma parts keywords: the marketplace would read two.',
  'rule-name.category-missing': 'Category missing',
  'rule-why.category-missing': 'The marketplace puts every photo into a category.',
  'rule-name.price-missing': 'Standard price missing',
  'rule-why.price-missing': 'Without a price, the photo cannot be sold.',
  'rule-name.price-low': 'Standard price too low',
  'rule-why.price-low': 'The marketplace sells from {priceStandardMinimum, number} F CFA.',
  'rule-name.price-extended-missing': 'Extended price missing',
  'rule-why.price-extended-missing':
    'The extended licence has its price: at least {priceExtendedFactor, number} times the standard price.',
  'rule-name.price-extended-low': 'Extended price too low',
  'rule-why.price-extended-low':
    'The extended licence costs at least {priceExtendedFactor, number} times the standard price.',
  'rule-name.place-long': 'Place too long',
  'rule-why.place-long': 'The marketplace takes {placeMaximum} characters at most.',
  'rule-name.format-not-sendable': 'Format not taken',
  'rule-why.format-not-sendable': 'The marketplace takes JPEG and PNG alone.',
  'rule-name.file-large': 'File too large',
  'rule-why.file-large': 'The marketplace takes {megabytes} MB at most per file.',
  'rule-name.pixels-few': 'Under {megapixels, number} megapixels',
  'rule-why.pixels-few': 'A small photo prints badly and sells less.',
  'rule-name.not-srgb': 'Colours outside sRGB',
  'rule-why.not-srgb': 'The sent copy is converted to sRGB, for the same colours everywhere.',
  'rule-name.blurred': 'Blurred photo',
  'rule-why.blurred':
    'Buyers look at 100%: a photo in which nothing is sharp is rarely accepted. Only its sharpest parts count.',
  'rule-name.noisy': 'Strong noise',
  'rule-why.noisy': 'Noise that shows in the preview already makes a photo hard to print.',
  'rule-name.highlights-clipped': 'Burnt highlights',
  'rule-why.highlights-clipped': 'Where everything is white, no program finds detail again.',
  'rule-name.shadows-clipped': 'Blocked shadows',
  'rule-why.shadows-clipped': 'Where everything is black, no program finds detail again.',
  'rule-name.sent-alike': 'Almost the same as a photo sent',
  'rule-why.sent-alike': 'Two photos almost the same take each other’s sales, and moderators may refuse the second.',

  'keychain.no-bus': 'no D-Bus session is open',
  'keychain.no-provider': 'no keychain (Secret Service) is installed',
  'keychain.locked': 'the keychain is locked',
  'keychain.module-missing': 'the keychain module does not load on this system',
  'keychain.failed': 'the keychain does not answer as expected',

  'notice.catalogue-restored':
    'The catalogue you chose is in place. The one before is kept in {folder}.{sent, plural, =0 {} one { # delivery made since the backup still counts: nothing will be sent twice.} other { # deliveries made since the backup still count: nothing will be sent twice.}}',
  'notice.catalogue-damaged':
    'The catalogue was damaged. It was set aside ({path}) and {restoredFrom, select, null {a new catalogue was begun; your photos are untouched} other {restored from the backup {restoredFrom}}}.',
  'notice.keychain-unavailable':
    'The system’s keychain is not available: your password can’t be kept and the session ends with the studio.',

  'doctor.any.no-answer': 'No answer within {seconds} seconds.',
  'doctor.any.no-answer.fix': 'Try again; if it goes on, restart the studio.',
  'doctor.any.failed': 'The check failed: {message}',
  'doctor.any.failed.fix': 'Try again; the details are in the log of the data folder.',
  'doctor.any.signed-out': 'Not signed in: nothing to check.',
  'doctor.disk.name': 'Disk',
  'doctor.disk.ok': '{megabytes, number, ::scale/0.001 .#} GB free in {path}.',
  'doctor.disk.nearly-full': 'Only {megabytes, number} MB free in {path}.',
  'doctor.disk.nearly-full.fix': 'Free some space: at least {wanted, number} MB.',
  'doctor.disk.unwritable': '{path} can’t be written to.',
  'doctor.disk.unwritable.fix': 'Change the folder’s permissions, or choose another one.',
  'doctor.database.name': 'Catalogue',
  'doctor.database.ok': 'The catalogue is sound ({photos, plural, =0 {empty} one {# photo} other {# photos}}).',
  'doctor.database.ok-maintained':
    'The catalogue is sound ({photos, plural, =0 {empty} one {# photo} other {# photos}}), maintained on {day}.',
  'doctor.database.damaged': 'The catalogue is damaged: {message}',
  'doctor.database.damaged.fix':
    'Close the studio, copy the data folder, then put back the latest backup from the folder “backups”.',
  'doctor.folders.name': 'Watched folders',
  'doctor.folders.ok':
    '{count, plural, one {The watched folder is reachable} other {The # watched folders are reachable}}.',
  'doctor.folders.none': 'No watched folder.',
  'doctor.folders.away':
    '{count, plural, one {# folder of {total} is not reachable} other {# folders of {total} are not reachable}}: {paths}',
  'doctor.folders.away.fix': 'Plug the drive in or restore the right to read. The photos stay visible meanwhile.',
  'doctor.images.name': 'Reading images',
  'doctor.images.ok': 'The image processes answer ({milliseconds} ms, {processes} at a time).',
  'doctor.images.broken': 'The image processes don’t read a sound image: {message}',
  'doctor.images.broken.fix': 'Reinstall Pouire Studio; from the sources: npm ci',
  'doctor.metadata.name': 'ExifTool',
  'doctor.metadata.ok': 'ExifTool answers.',
  'doctor.metadata.ok-version': 'ExifTool {version} answers.',
  'doctor.metadata.broken': 'ExifTool does not answer: {message}',
  'doctor.metadata.broken.fix': 'ExifTool needs Perl. On Debian and Ubuntu: sudo apt-get install -y perl',
  'doctor.keychain.name': 'Keychain',
  'doctor.keychain.ok': 'The system’s keychain keeps the session.',
  'doctor.keychain.memory': 'The keychain is not available ({reason}): the session stays in memory.',
  'doctor.keychain.memory.fix':
    'On Linux, install and unlock a keychain: sudo apt-get install -y gnome-keyring libsecret-1-0',
  'doctor.keychain.agent': 'The keychain is not available ({reason}): a session agent keeps the connection in memory.',
  'doctor.keychain.agent.fix':
    'On Linux, install and unlock a keychain: sudo apt-get install -y gnome-keyring libsecret-1-0',
  'doctor.api.name': 'Marketplace',
  'doctor.api.ok': '{server} answers in {milliseconds} ms (version {version}).',
  'doctor.api.unreachable':
    '{server} does not answer ({reason, select, refused {connection refused} timeout {timed out} dns {address not found} tls {no secure connection} reset {connection cut} offline {no network} redirected {sign-in portal} unknown {cause unknown} other {{reason}}}).',
  'doctor.api.unreachable.fix': 'Check the connection and the server’s address. Local work goes on.',
  'doctor.storage.name': 'S3 storage',
  'doctor.storage.ok': 'A trial upload to {bucket} ({endpoint}) was opened and taken back.',
  'doctor.storage.form-only': '{server} has no direct upload: photos go by form.',
  'doctor.storage.session-expired': 'The session of {email} has expired: the storage could not be tried.',
  'doctor.storage.session-expired.fix': 'Sign in again.',
  'doctor.storage.no-session':
    'The marketplace did not open an upload ({reason, select, refused {connection refused} timeout {timed out} dns {address not found} tls {no secure connection} reset {connection cut} offline {no network} redirected {sign-in portal} unknown {cause unknown} other {{reason}}}).',
  'doctor.storage.no-session.fix': 'Check the connection and the state of your account.',
  'doctor.storage.unreachable':
    'The storage does not answer ({reason, select, refused {connection refused} timeout {timed out} dns {address not found} tls {no secure connection} reset {connection cut} offline {no network} redirected {sign-in portal} unknown {cause unknown} other {{reason}}}).',
  'doctor.storage.unreachable.fix': 'Check the connection, and that no firewall blocks the storage.',
  'doctor.storage.refused': 'The storage refused the trial upload ({reason}).',
  'doctor.storage.refused.fix': 'Check the computer’s clock, then sign in again.',
  'doctor.traces.name': 'Incidents',
  'doctor.traces.ok': 'Nothing stopped unexpectedly in {days} days.',
  'doctor.traces.some':
    '{crashes, plural, one {# unexpected stop} other {# unexpected stops}} in {days} days; what stopped was started again. The log says which.',
  'doctor.clock.name': 'Clock',
  'doctor.clock.ok': 'The clock agrees with the server ({seconds, plural, one {# second} other {# seconds}} apart).',
  'doctor.clock.unknown': '{server} did not tell the time: difference unknown.',
  'doctor.clock.behind': 'This computer’s clock is {seconds, number} seconds behind.',
  'doctor.clock.behind.fix': 'Set the time automatically: storage refuses uploads from a wrong clock.',
  'doctor.clock.ahead': 'This computer’s clock is {seconds, number} seconds ahead.',
  'doctor.clock.ahead.fix': 'Set the time automatically: storage refuses uploads from a wrong clock.',
};
