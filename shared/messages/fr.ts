/**
 * Every sentence for what the core says in codes. French is the source; en.ts has the same keys. ICU MessageFormat: {facts}
 * in braces, typographic apostrophes (a straight one quotes). A sentence says what happened, what is safe, and what to do.
 */
export const fr = {
  // shared/domain/errors.ts
  'error.folder-unreadable':
    'Le dossier {path} ne peut pas être lu : votre compte n’en a pas le droit. Changez ses permissions, puis réessayez.',
  'error.folder-missing':
    'Le dossier {path} n’existe pas ou son disque n’est pas branché. Rien n’est perdu : branchez-le, puis réessayez.',
  'error.folder-differs':
    'Aucune des photos de {folder} ne se trouve dans {path}. Rien n’a été changé : choisissez le dossier qui les contient.',
  'error.folder-unknown': 'Ce dossier n’est plus surveillé.',
  'error.folder-paused':
    'La lecture du dossier {path} est suspendue : rien n’y a été lu. Reprenez-la dans le menu du dossier.',
  'error.reading-failed':
    'Le fichier {path} n’a pas été lu : le studio a échoué, le fichier n’est pas en cause. Il sera relu à la prochaine lecture ; si elle échoue aussi, envoyez-nous le journal du dossier de données.',
  'error.folder-offline':
    'Le dossier {path} est vide, alors que le catalogue y connaît des photos : le disque est sans doute débranché. Rien n’est perdu : rebranchez-le, puis recommencez.',
  'error.not-a-folder': '{path} n’est pas un dossier. Choisissez le dossier qui contient vos photos.',
  'error.file-missing':
    'Le fichier {path} n’est plus là. Sa fiche est gardée : remettez le fichier en place ou rebranchez le disque.',
  'error.file-changed': 'Le fichier {path} a changé pendant le travail. Il sera relu, puis vous pourrez recommencer.',
  'error.original-in-use':
    'La photo {path} est en cours d’envoi : son original sera modifiable quand l’envoi sera terminé.',
  'error.originals-not-meant':
    'Les originaux n’ont pas été touchés : il faut le demander expressément (--yes sur la ligne de commande).',
  'error.metadata-unwritable':
    'Les métadonnées de {path} n’ont pas pu être écrites ({reason}). La photo d’origine n’a pas été touchée et rien n’a été envoyé.',
  'error.disk-full':
    'Le disque de {path} est plein. Tout ce qui était fait est gardé : libérez de la place, le travail reprendra.',
  'error.photo-unknown': 'Aucune photo ne porte l’identifiant {id}. La commande « list » montre les identifiants.',
  'error.collection-unknown': 'La collection {id} n’existe pas, ou plus.',
  'error.watermark-unknown': 'Ce filigrane n’existe plus, ou son logo manque.',
  'error.logo-unusable':
    '« {name} » ne peut pas servir de logo : il faut un PNG, ou un SVG qui contient tout ce qu’il montre, de 5 Mo au plus.',
  'error.nothing-to-export': 'Aucune photo à exporter.',
  'error.export-unknown': 'L’exportation {id} n’existe pas, ou plus.',
  'error.export-preset-unknown': 'Aucun préréglage d’exportation ne s’appelle « {name} ».',
  'error.catalogue-newer':
    'Ce catalogue vient d’une version plus récente de Pouire Studio (format {found}, connu ici : {known}). Il n’a pas été touché : mettez le studio à jour.',
  'error.catalogue-damaged':
    'Le catalogue était abîmé. Il a été mis de côté ({path}) et {restoredFrom, select, null {un catalogue neuf a été commencé ; vos photos sont intactes} other {restauré depuis la sauvegarde {restoredFrom}}}.',
  'error.catalogue-in-use':
    'Le catalogue {path} est déjà ouvert par un autre Pouire Studio. Fermez-le, ou choisissez un autre dossier de données.',
  'error.backup-missing': 'La sauvegarde {path} n’est plus là. Rebranchez son disque ou choisissez-en une autre.',
  'error.backup-exists': 'Un fichier porte déjà le nom {path}. Il n’a pas été touché : choisissez un autre nom.',
  'error.backup-not-a-catalogue':
    '{path} n’est pas une sauvegarde de Pouire Studio. Rien n’a été changé : choisissez un autre fichier.',
  'error.backup-damaged':
    'La sauvegarde {path} est abîmée ({detail}). Rien n’a été changé : choisissez-en une autre, la liste en garde huit.',
  'error.backup-unwritable':
    'La sauvegarde {path} n’a pas pu être lue ou écrite ({reason}). Le catalogue n’a pas été touché : choisissez un autre dossier.',
  'error.storage-busy': 'Une sauvegarde ou un entretien du catalogue est en cours. Attendez sa fin, puis réessayez.',
  'error.data-folder-unwritable':
    'Impossible d’écrire dans le dossier de données {path}. Changez ses permissions ou choisissez-en un autre.',
  'error.file-unreadable':
    'Le fichier {path} n’a pas pu être lu ({reason}). L’original n’a pas été touché ; essayez un autre lecteur ou un autre câble.',
  'error.folder-unwritable':
    'Impossible d’écrire dans {path} ({reason}). Rien n’est perdu : choisissez une autre destination ou changez ses permissions.',
  'error.copy-damaged':
    'La copie {path} ne correspond pas à l’original une fois relue. Elle n’a pas été gardée : vérifiez le câble et le disque, puis réessayez.',
  'error.not-enough-space':
    'Il manque {missing, number, ::scale/0.000001 .#} Mo sur le disque de {path} (libres : {free, number, ::scale/0.000001 .#} Mo). Rien n’a été copié : libérez de la place ou choisissez un autre disque.',
  'error.source-away':
    '{path} n’est plus là. Rien n’est perdu : remettez la carte ou rebranchez le disque, la copie reprendra d’elle-même.',
  'error.source-forgotten': 'La liste de cette source n’est plus à jour. Rouvrez la source.',
  'error.import-unknown': 'L’import {id} n’existe pas, ou plus.',
  'error.nothing-to-import': 'Il n’y a aucune photo à importer ici.',
  'error.pattern-invalid':
    'Le modèle « {pattern} » ne convient pas : {problem, select, empty {il est vide} unknown {{detail} n’existe pas} unclosed {une accolade manque} forbidden {le caractère {detail} n’est pas permis dans un nom} climbs {il sortirait de la destination} long {les noms seraient trop longs} other {{problem}}}.',
  'error.template-unknown': 'Il n’y a pas de modèle « {name} ».',
  'error.templates-unreadable':
    'Ce fichier n’est pas un fichier de modèles de Pouire Studio, ou vient d’une version plus récente. Rien n’a changé.',
  'error.not-signed-in':
    'Aucune session n’est ouverte sur la place de marché. Connectez-vous d’abord ; votre travail local reste entier.',
  'error.session-expired':
    'La session de {email} a expiré. Tout ce qui est local est gardé : entrez de nouveau votre mot de passe.',
  'error.wrong-credentials':
    'L’adresse {email} et ce mot de passe ne correspondent pas. Vérifiez les deux, puis réessayez.',
  'error.account-not-photographer':
    'Ce compte n’est pas un compte de photographe. Connectez-vous avec un compte de photographe.',
  'error.account-pending':
    'Votre profil de photographe attend encore la validation de la place de marché. Vous pouvez déjà trier et décrire vos photos.',
  'error.account-rejected':
    'La place de marché n’a pas accepté votre profil de photographe. Écrivez à son support pour en connaître la raison.',
  'error.account-suspended':
    'Votre compte de photographe est suspendu. Vos photos et vos réglages sont gardés ; écrivez au support de la place de marché.',
  'error.server-unreachable':
    '{reason, select, refused {Le serveur {server} refuse la connexion} timeout {Le serveur {server} met trop de temps à répondre} dns {L’adresse du serveur {server} est introuvable} tls {La connexion sécurisée au serveur {server} n’a pas pu être établie} reset {La connexion au serveur {server} a été coupée} offline {Pas de réseau pour joindre le serveur {server}} redirected {Un portail d’accès répond à la place du serveur {server} : ouvrez d’abord une page dans le navigateur} other {Le serveur {server} ne répond pas}}. Rien n’est perdu : vérifiez l’adresse et la connexion, puis réessayez.',
  'error.server-error':
    'Le serveur {server} a rencontré une erreur ({status}). Rien n’est perdu, réessayez plus tard. {message}',
  'error.server-refused': 'Le serveur a refusé la demande ({status}) : {message} {fields}',
  'error.rate-limited':
    'Trop de demandes à la suite : le serveur demande d’attendre {retryAfterSeconds, plural, one {# seconde} other {# secondes}}.',
  'error.server-address-invalid':
    '« {server} » n’est pas une adresse de serveur utilisable. Elle commence par https:// (http:// seulement sur cet ordinateur).',
  'error.keychain-unavailable':
    'Le trousseau du système n’est pas disponible ({reason}). La session reste en mémoire jusqu’à la fermeture.',
  'error.rules-broken':
    '{count, plural, one {Une règle de la place de marché n’est pas respectée} other {# règles de la place de marché ne sont pas respectées}}. Corrigez la fiche, puis envoyez.',
  'error.upload-incomplete': 'Le serveur n’a pas reçu le fichier entier. L’envoi reprendra là où il en était.',
  'error.picture-not-replaceable':
    '{why, select, sold {La photo que vous remplacez a été vendue} other {La place de marché a publié entre-temps la photo que vous remplacez}} : son image ne peut plus changer, et la nouvelle n’est pas partie. Annulez cet envoi.',
  'error.storage-refused': 'Le stockage a refusé l’envoi ({code}). {message}',
  'error.budget-reached':
    'Le budget de données du jour ne permet plus d’envoi ({sent, number} Mo partis sur {budget, number} Mo). Rien n’est perdu : les envois reprendront à minuit.',
  'error.outside-hours':
    'Vous n’envoyez qu’entre {from} et {to}. Les photos attendent et partiront d’elles-mêmes à {from}.',
  'error.line-metered':
    'Cette connexion est limitée : rien n’y part sans votre accord. Les photos attendent une autre connexion.',
  'error.on-battery':
    'L’ordinateur est sur batterie : rien ne part sans votre accord. Les photos attendent qu’il soit branché.',
  'error.already-sent':
    'Cette photo est déjà sur la place de marché ({remoteId}). Elle n’a pas été envoyée une seconde fois.',
  'error.amount-unavailable': 'Ce montant dépasse votre solde disponible ({available, number} F CFA).',
  'error.amount-too-small': 'Le plus petit retrait possible est de {minimum, number} F CFA.',
  'error.payout-invalid':
    '{problem, select, amount_missing {Indiquez un montant entier, en francs.} phone_missing {Indiquez le numéro de téléphone.} phone_characters {Ce numéro contient autre chose que des chiffres.} phone_length {Ce numéro n’a pas le bon nombre de chiffres.} iban_missing {Indiquez l’IBAN.} iban_characters {Un IBAN commence par deux lettres et deux chiffres.} iban_length {Cet IBAN n’a pas la longueur de son pays.} iban_check {Les chiffres de contrôle de cet IBAN ne tombent pas juste : une faute de frappe ?} name_missing {Indiquez le titulaire du compte.} other {Le moyen de paiement n’est pas complet.}}',
  'error.withdrawal-unresolved':
    'Une demande de {amount, number} F CFA est restée sans réponse. Le studio la cherche dans la liste de la place de marché ; rien d’autre n’est demandé avant.',
  'error.withdrawal-unknown': 'Ce retrait n’existe pas dans ce catalogue.',
  'error.withdrawal-not-pending': 'Ce retrait n’est plus en attente : il ne peut plus être annulé.',
  'error.withdrawal-not-paid': 'Ce retrait n’est pas encore versé : son avis reste provisoire.',
  'error.picture-unusable':
    '{kind, select, format {Une image {format} ne convient pas : choisissez un JPEG, un PNG, un GIF ou un WebP.} damaged {Cette image est abîmée et ne peut pas être lue.} small {Cette image est trop petite pour un portrait.} other {Ce fichier n’est pas une image : choisissez un JPEG, un PNG, un GIF ou un WebP.}}',
  'error.picture-too-big': 'Cette image pèse plus de 5 Mo : choisissez-en une plus légère.',
  'error.picture-unknown': 'Cette image n’existe pas dans ce catalogue.',
  'error.picture-in-use': 'Cette photo est votre photo de profil. Choisissez-en une autre avant de la supprimer.',
  'error.password-wrong': 'Ce n’est pas votre mot de passe actuel.',
  'error.statement-period':
    'Du {from} au {to} : ce n’est pas une période. Donnez un mois entier, ou un début avant la fin.',
  'error.statement-not-over':
    'La période va jusqu’au {to} : le relevé n’aura son numéro qu’ensuite. Jusque-là, il est provisoire.',
  'error.statement-not-fetched':
    'Les ventes n’ont pas été actualisées depuis le {to} : il pourrait en manquer. Connectez-vous au réseau, puis « Actualiser ».',
  'error.statement-no-name': 'Indiquez d’abord votre nom dans « Mes coordonnées » : il figure en tête du relevé.',
  'error.statement-unknown': 'Ce relevé n’existe pas dans ce catalogue.',
  'difference.missing':
    '{count, plural, one {La place de marché compte # vente que sa liste ne montre pas} other {La place de marché compte # ventes que sa liste ne montre pas}} ({amount} net).',
  'difference.surplus':
    '{count, plural, one {La liste montre # vente que ce chiffre ne compte pas} other {La liste montre # ventes que ce chiffre ne compte pas}} ({amount} net).',
  'difference.doubled':
    '{count, plural, one {Une vente est listée ou comptée deux fois} other {# ventes sont listées ou comptées deux fois}} ({amount} net).',
  'difference.changed':
    'Le montant d’une vente a été changé d’un côté seulement : {more, select, more {la place de marché compte {amount} de plus} other {la place de marché compte {amount} de moins}}.',
  'difference.late-refund':
    '{count, plural, one {Une vente remboursée n’est plus listée} other {# ventes remboursées ne sont plus listées}} et le mois compte encore {amount} net : le remboursement n’y est pas encore passé.',
  'difference.refund-ahead':
    'Le mois ne compte plus {amount} net d’une vente encore listée : sans doute un remboursement que la liste ne montre pas encore.',
  'difference.rounding':
    'Arrondi : la commission est calculée par vente ici, par mois là-bas. Le brut et le nombre de ventes sont les mêmes.',
  'difference.time-zone':
    'Fuseau horaire : la place de marché coupe ses mois {hours, plural, one {à # heure d’écart} other {à # heures d’écart}} ; {count, plural, =0 {des ventes} one {une vente} other {# ventes}} de la nuit passent d’un mois à l’autre.',
  'difference.moment':
    '{amount} changent d’état à une autre heure : la place de marché libère les montants à son propre moment de la journée.',
  'difference.order-open':
    '{amount} restent en attente : la commande n’est pas terminée, bien que ses trente jours soient passés.',
  'difference.withdrawal':
    'Le solde de la place de marché s’écarte de ses propres mois de {amount} : un retrait demandé, annulé ou refusé qu’un seul des deux compte.',
  'difference.months': 'Le même écart que dans les mois ci-dessous ({amount}).',
  'difference.unknown': 'Écart de {amount} que rien dans le registre n’explique. Demandez à la place de marché.',
  'notice.several': '{count} nouveautés sur Pouire',
  'notice.several.text':
    '{sales, plural, =0 {} one {# vente. } other {# ventes. }}{published, plural, =0 {} one {# photo publiée. } other {# photos publiées. }}{refused, plural, =0 {} one {# photo refusée.} other {# photos refusées.}}',
  'notice.available': '{amount} deviennent disponibles',
  'notice.available.text':
    '{count, plural, one {Les trente jours d’une vente sont passés} other {Les trente jours de # ventes sont passés}} : vous pouvez demander un retrait.',
  'error.invoice-not-yours':
    'La facture de la commande {order} appartient à l’acheteur : la place de marché ne la donne pas au photographe. Vos propres justificatifs sont les relevés.',
  'error.invoice-unknown': 'La place de marché ne connaît pas de facture pour la commande {order}.',
  'error.invalid-input': 'Cette demande n’est pas valable : {issues}',
  'error.not-yet': '« {what} » n’existe pas encore dans cette version.',
  'error.not-supported-here': '« {what} » n’est pas possible ici.',
  'error.unexpected':
    'Une erreur imprévue est survenue : {message}. Le détail est dans le journal du dossier de données.',

  // shared/domain/quarantine.ts
  'quarantine.empty-file':
    'Le fichier est vide (0 octet). La copie depuis la carte a sans doute été interrompue : recopiez-le.',
  'quarantine.not-an-image': 'Le nom est celui d’une image, mais le contenu n’en est pas une.',
  'quarantine.damaged':
    'L’image est abîmée et ne peut pas être décodée. Recopiez-la depuis la carte si elle y est encore.',
  'quarantine.incomplete': 'La fin de l’image manque. Si la copie est en cours, elle sera relue ; sinon recopiez-la.',
  'quarantine.too-large':
    'L’image est trop grande : 400 millions de pixels au plus (64 en HEIC), et 1 Go de mémoire. Exportez-la plus petite, en JPEG.',
  'quarantine.unsupported':
    'C’est bien une image, mais le studio ne sait pas en montrer ce format, ou ce RAW ne contient pas d’aperçu. Exportez-la en JPEG.',
  'quarantine.unreadable': 'Le fichier ne peut pas être lu : droit refusé ou erreur du disque.',
  'quarantine.name-unreadable':
    'Le nom du fichier ou de son dossier contient des caractères illisibles ici (carte ou archive ancienne). Renommez-le : il sera lu.',
  'quarantine.decoder-crashed':
    'Ce fichier a fait tomber le décodeur d’images. Il a été mis de côté, les autres ne sont pas touchés.',
  'quarantine.decoder-timeout': 'Le décodage a pris trop de temps et a été arrêté.',

  // shared/domain/rules.ts
  'rule.title-missing': 'Donnez un titre à la photo.',
  'rule.title-short':
    'Le titre a {length, plural, one {# caractère} other {# caractères}} : il en faut au moins {minimum}.',
  'rule.title-long': 'Le titre a {length} caractères : {maximum} au plus.',
  'rule.title-shouted': 'Le titre est tout en majuscules : écrivez-le normalement, il se lira mieux.',
  'rule.title-contact': 'Le titre contient une adresse ou un numéro : retirez-les, la modération les refuse.',
  'rule.caption-long': 'La légende a {length, number} caractères : {maximum, number} au plus.',
  'rule.caption-contact': 'La légende contient une adresse ou un numéro : retirez-les, la modération les refuse.',
  'rule.keywords-few':
    '{count, plural, =0 {Aucun mot-clé} one {# mot-clé} other {# mots-clés}} : il en faut au moins {minimum}.',
  'rule.keywords-many': '{count} mots-clés : {maximum} au plus.',
  'rule.keywords-advised':
    '{count, plural, one {# mot-clé} other {# mots-clés}} : avec {advised} ou plus, la photo se trouve mieux.',
  'rule.keyword-contact': 'Le mot-clé « {keyword} » contient une adresse ou un numéro : retirez-le.',
  'rule.keyword-comma': 'Le mot-clé « {keyword} » contient une virgule : séparez-le en deux.',
  'rule.keyword-repeated':
    'Le mot-clé « {keyword} » en répète un autre : retirez-le, sa place servira mieux à un autre mot.',
  'rule.category-missing': 'Choisissez une catégorie.',
  'rule.price-missing': 'Donnez un prix standard.',
  'rule.price-low': 'Le prix standard est de {price, number} F CFA : {minimum, number} F CFA au moins.',
  'rule.price-extended-missing': 'Donnez un prix pour la licence étendue.',
  'rule.price-extended-low':
    'Le prix étendu est de {price, number} F CFA : {minimum, number} F CFA au moins (le double du prix standard).',
  'rule.place-long': 'Le lieu a {length} caractères : {maximum} au plus.',
  'rule.format-not-sendable':
    'La place de marché ne prend que JPEG et PNG. {format, select, raw {Développez ce RAW et exportez-le en JPEG, ou envoyez le JPEG de la même prise.} heic {Exportez cette photo HEIC en JPEG ; un iPhone réglé sur « Le plus compatible » enregistre en JPEG.} tiff {Exportez cette photo TIFF en JPEG de qualité maximale.} webp {Exportez cette photo WebP en JPEG, de préférence depuis l’original.} gif {Une image GIF n’a que 256 couleurs : repartez de l’original, en JPEG.} other {Exportez cette photo en JPEG.}}',
  'rule.file-large':
    'Le fichier pèse {bytes, number, ::scale/0.000001 .#} Mo : {maximum, number, ::scale/0.000001 .#} Mo au plus.',
  'rule.pixels-few':
    'La photo a {megapixels, plural, one {# mégapixel} other {# mégapixels}} : à partir de {advised, number}, elle s’imprime bien.',
  'rule.not-srgb':
    'Le profil de couleurs est « {profile} » : la copie envoyée sera convertie en sRGB, pour les mêmes couleurs partout. Votre original ne change pas.',
  'rule.blurred': 'Rien n’est net sur cette photo (netteté {sharpness} sur 100) : regardez-la à 100 %.',
  'rule.noisy': 'Le bruit se voit déjà sur l’aperçu : réduisez-le avant de l’envoyer.',
  'rule.highlights-clipped': '{share} % de la photo est d’un blanc sans détail : surexposée, ou voulue ainsi ?',
  'rule.shadows-clipped': '{share} % de la photo est d’un noir sans détail : sous-exposée, ou voulue ainsi ?',
  'rule.sent-alike':
    'Une photo presque identique est déjà sur la place de marché : celle-ci est-elle vraiment différente ?',

  // What a rule is about, and why it is there
  'rule-name.title-missing': 'Titre manquant',
  'rule-why.title-missing': 'Sans titre, la place de marché refuse la photo.',
  'rule-name.title-short': 'Titre trop court',
  'rule-why.title-short': 'La place de marché demande un titre d’au moins {titleMinimum} caractères.',
  'rule-name.title-long': 'Titre trop long',
  'rule-why.title-long': 'La place de marché prend {titleMaximum} caractères au plus ; la légende a plus de place.',
  'rule-name.title-shouted': 'Titre en majuscules',
  'rule-why.title-shouted':
    'Un titre écrit normalement se lit mieux et se vend mieux. Vérifiez ensuite les noms propres.',
  'rule-name.title-contact': 'Coordonnées dans le titre',
  'rule-why.title-contact': 'Adresses, e-mails et numéros sont refusés par la modération.',
  'rule-name.caption-long': 'Légende trop longue',
  'rule-why.caption-long': 'La place de marché prend {captionMaximum, number} caractères au plus.',
  'rule-name.caption-contact': 'Coordonnées dans la légende',
  'rule-why.caption-contact': 'Adresses, e-mails et numéros sont refusés par la modération.',
  'rule-name.keywords-few': 'Trop peu de mots-clés',
  'rule-why.keywords-few': 'La place de marché demande au moins {keywordsMinimum} mots-clés différents.',
  'rule-name.keywords-many': 'Trop de mots-clés',
  'rule-why.keywords-many': 'La place de marché en prend {keywordsMaximum} : les premiers sont gardés.',
  'rule-name.keywords-advised': 'Peu de mots-clés',
  'rule-why.keywords-advised': 'Avec {keywordsAdvised} mots-clés ou plus, les acheteurs trouvent mieux la photo.',
  'rule-name.keyword-repeated': 'Mot-clé répété',
  'rule-why.keyword-repeated': 'Un mot-clé répété ou mis au pluriel n’apporte rien : il prend la place d’un autre.',
  'rule-name.keyword-contact': 'Coordonnées dans les mots-clés',
  'rule-why.keyword-contact': 'Adresses, e-mails et numéros sont refusés par la modération.',
  'rule-name.keyword-comma': 'Virgule dans un mot-clé',
  'rule-why.keyword-comma': 'La virgule sépare les mots-clés : la place de marché en lirait deux.',
  'rule-name.category-missing': 'Catégorie manquante',
  'rule-why.category-missing': 'La place de marché range chaque photo dans une catégorie.',
  'rule-name.price-missing': 'Prix standard manquant',
  'rule-why.price-missing': 'Sans prix, la photo ne peut pas être vendue.',
  'rule-name.price-low': 'Prix standard trop bas',
  'rule-why.price-low': 'La place de marché vend à partir de {priceStandardMinimum, number} F CFA.',
  'rule-name.price-extended-missing': 'Prix étendu manquant',
  'rule-why.price-extended-missing':
    'La licence étendue a son prix : au moins {priceExtendedFactor, number} fois le prix standard.',
  'rule-name.price-extended-low': 'Prix étendu trop bas',
  'rule-why.price-extended-low':
    'La licence étendue coûte au moins {priceExtendedFactor, number} fois le prix standard.',
  'rule-name.place-long': 'Lieu trop long',
  'rule-why.place-long': 'La place de marché prend {placeMaximum} caractères au plus.',
  'rule-name.format-not-sendable': 'Format non accepté',
  'rule-why.format-not-sendable': 'La place de marché ne prend que JPEG et PNG.',
  'rule-name.file-large': 'Fichier trop lourd',
  'rule-why.file-large': 'La place de marché prend {megabytes} Mo au plus par fichier.',
  'rule-name.pixels-few': 'Moins de {megapixels, number} mégapixels',
  'rule-why.pixels-few': 'Une petite photo s’imprime mal et se vend moins.',
  'rule-name.not-srgb': 'Couleurs hors sRGB',
  'rule-why.not-srgb': 'La copie envoyée est convertie en sRGB, pour les mêmes couleurs partout.',
  'rule-name.blurred': 'Photo floue',
  'rule-why.blurred':
    'Les acheteurs regardent à 100 % : une photo dont rien n’est net est rarement acceptée. Seules ses parties les plus nettes comptent.',
  'rule-name.noisy': 'Bruit fort',
  'rule-why.noisy': 'Un bruit visible dès l’aperçu rend la photo difficile à imprimer.',
  'rule-name.highlights-clipped': 'Blancs brûlés',
  'rule-why.highlights-clipped': 'Là où tout est blanc, aucun logiciel ne retrouve de détail.',
  'rule-name.shadows-clipped': 'Noirs bouchés',
  'rule-why.shadows-clipped': 'Là où tout est noir, aucun logiciel ne retrouve de détail.',
  'rule-name.sent-alike': 'Presque identique à une photo envoyée',
  'rule-why.sent-alike':
    'Deux photos presque identiques se disputent les mêmes ventes, et la modération peut refuser la seconde.',

  // Why the OS keychain is not used (Vault.unavailableReason)
  'keychain.no-bus': 'aucune session D-Bus n’est ouverte',
  'keychain.no-provider': 'aucun trousseau (Secret Service) n’est installé',
  'keychain.locked': 'le trousseau est verrouillé',
  'keychain.module-missing': 'le module du trousseau ne se charge pas sur ce système',
  'keychain.failed': 'le trousseau ne répond pas comme prévu',

  // What the studio says once at start (system.about, notices)
  'notice.catalogue-restored':
    'Le catalogue que vous avez choisi est en place. Celui d’avant est gardé dans {folder}.{sent, plural, =0 {} one { # envoi fait depuis la sauvegarde reste compté : rien ne partira deux fois.} other { # envois faits depuis la sauvegarde restent comptés : rien ne partira deux fois.}}',
  'notice.catalogue-damaged':
    'Le catalogue était abîmé. Il a été mis de côté ({path}) et {restoredFrom, select, null {un catalogue neuf a été commencé ; vos photos sont intactes} other {restauré depuis la sauvegarde {restoredFrom}}}.',
  'notice.keychain-unavailable':
    'Le trousseau du système n’est pas disponible : votre mot de passe ne peut pas être gardé et la session finira avec le studio.',

  // Diagnosis (electron/core/system): doctor.<check>.<code>, and .fix where there is something to do
  'doctor.any.no-answer': 'Pas de réponse en {seconds} secondes.',
  'doctor.any.no-answer.fix': 'Réessayez ; si cela continue, redémarrez le studio.',
  'doctor.any.failed': 'La vérification a échoué : {message}',
  'doctor.any.failed.fix': 'Réessayez ; le détail est dans le journal du dossier de données.',
  'doctor.any.signed-out': 'Aucune session ouverte : rien à vérifier.',
  'doctor.disk.name': 'Disque',
  'doctor.disk.ok': '{megabytes, number, ::scale/0.001 .#} Go libres dans {path}.',
  'doctor.disk.nearly-full': 'Plus que {megabytes, number} Mo libres dans {path}.',
  'doctor.disk.nearly-full.fix': 'Libérez de la place : {wanted, number} Mo au moins.',
  'doctor.disk.unwritable': 'Impossible d’écrire dans {path}.',
  'doctor.disk.unwritable.fix': 'Changez les permissions du dossier, ou choisissez-en un autre.',
  'doctor.database.name': 'Catalogue',
  'doctor.database.ok': 'Le catalogue est sain ({photos, plural, =0 {vide} one {# photo} other {# photos}}).',
  'doctor.database.ok-maintained':
    'Le catalogue est sain ({photos, plural, =0 {vide} one {# photo} other {# photos}}), entretenu le {day}.',
  'doctor.database.damaged': 'Le catalogue est abîmé : {message}',
  'doctor.database.damaged.fix':
    'Fermez le studio, copiez le dossier de données, puis remettez la dernière sauvegarde du dossier « backups ».',
  'doctor.folders.name': 'Dossiers surveillés',
  'doctor.folders.ok':
    '{count, plural, one {Le dossier surveillé est joignable} other {Les # dossiers surveillés sont joignables}}.',
  'doctor.folders.none': 'Aucun dossier surveillé.',
  'doctor.folders.away':
    '{count, plural, one {# dossier sur {total} n’est pas joignable} other {# dossiers sur {total} ne sont pas joignables}} : {paths}',
  'doctor.folders.away.fix':
    'Branchez le disque ou rétablissez le droit de lecture. Les photos restent visibles en attendant.',
  'doctor.images.name': 'Lecture des images',
  'doctor.images.ok': 'Les processus d’images répondent ({milliseconds} ms, {processes} à la fois).',
  'doctor.images.broken': 'Les processus d’images ne lisent pas une image saine : {message}',
  'doctor.images.broken.fix': 'Réinstallez Pouire Studio ; depuis les sources : npm ci',
  'doctor.metadata.name': 'ExifTool',
  'doctor.metadata.ok': 'ExifTool répond.',
  'doctor.metadata.ok-version': 'ExifTool {version} répond.',
  'doctor.metadata.broken': 'ExifTool ne répond pas : {message}',
  'doctor.metadata.broken.fix': 'ExifTool a besoin de Perl. Sur Debian et Ubuntu : sudo apt-get install -y perl',
  'doctor.keychain.name': 'Trousseau',
  'doctor.keychain.ok': 'Le trousseau du système garde la session.',
  'doctor.keychain.memory': 'Le trousseau n’est pas disponible ({reason}) : la session reste en mémoire.',
  'doctor.keychain.memory.fix':
    'Sous Linux, installez et déverrouillez un trousseau : sudo apt-get install -y gnome-keyring libsecret-1-0',
  'doctor.keychain.agent':
    'Le trousseau n’est pas disponible ({reason}) : un agent de session garde la connexion en mémoire.',
  'doctor.keychain.agent.fix':
    'Sous Linux, installez et déverrouillez un trousseau : sudo apt-get install -y gnome-keyring libsecret-1-0',
  'doctor.api.name': 'Place de marché',
  'doctor.api.ok': '{server} répond en {milliseconds} ms (version {version}).',
  'doctor.api.unreachable':
    '{server} ne répond pas ({reason, select, refused {connexion refusée} timeout {délai dépassé} dns {adresse introuvable} tls {connexion sécurisée impossible} reset {connexion coupée} offline {pas de réseau} redirected {portail d’accès} unknown {cause inconnue} other {{reason}}}).',
  'doctor.api.unreachable.fix': 'Vérifiez la connexion et l’adresse du serveur. Le travail local continue.',
  'doctor.storage.name': 'Stockage S3',
  'doctor.storage.ok': 'Un envoi d’essai vers {bucket} ({endpoint}) a été ouvert, puis annulé.',
  'doctor.storage.form-only': '{server} ne propose pas l’envoi direct : les photos partent par formulaire.',
  'doctor.storage.session-expired': 'La session de {email} a expiré : le stockage n’a pas pu être essayé.',
  'doctor.storage.session-expired.fix': 'Connectez-vous de nouveau.',
  'doctor.storage.no-session':
    'La place de marché n’a pas ouvert d’envoi ({reason, select, refused {connexion refusée} timeout {délai dépassé} dns {adresse introuvable} tls {connexion sécurisée impossible} reset {connexion coupée} offline {pas de réseau} redirected {portail d’accès} unknown {cause inconnue} other {{reason}}}).',
  'doctor.storage.no-session.fix': 'Vérifiez la connexion et l’état de votre compte.',
  'doctor.storage.unreachable':
    'Le stockage ne répond pas ({reason, select, refused {connexion refusée} timeout {délai dépassé} dns {adresse introuvable} tls {connexion sécurisée impossible} reset {connexion coupée} offline {pas de réseau} redirected {portail d’accès} unknown {cause inconnue} other {{reason}}}).',
  'doctor.storage.unreachable.fix': 'Vérifiez la connexion, et qu’un pare-feu ne bloque pas le stockage.',
  'doctor.storage.refused': 'Le stockage a refusé l’envoi d’essai ({reason}).',
  'doctor.storage.refused.fix': 'Vérifiez l’heure de l’ordinateur, puis connectez-vous de nouveau.',
  'doctor.traces.name': 'Incidents',
  'doctor.traces.ok': 'Aucun arrêt imprévu depuis {days} jours.',
  'doctor.traces.some':
    '{crashes, plural, one {# arrêt imprévu} other {# arrêts imprévus}} depuis {days} jours ; ce qui s’est arrêté a été relancé. Le journal dit lesquels.',
  'doctor.clock.name': 'Horloge',
  'doctor.clock.ok':
    'L’horloge s’accorde avec le serveur (écart de {seconds, plural, one {# seconde} other {# secondes}}).',
  'doctor.clock.unknown': '{server} n’a pas dit l’heure : écart inconnu.',
  'doctor.clock.behind': 'L’horloge de cet ordinateur retarde de {seconds, number} secondes.',
  'doctor.clock.behind.fix': 'Réglez l’heure automatiquement : le stockage refuse les envois d’une horloge fausse.',
  'doctor.clock.ahead': 'L’horloge de cet ordinateur avance de {seconds, number} secondes.',
  'doctor.clock.ahead.fix': 'Réglez l’heure automatiquement : le stockage refuse les envois d’une horloge fausse.',
} as const satisfies Record<string, string>;

export type MessageKey = keyof typeof fr;
