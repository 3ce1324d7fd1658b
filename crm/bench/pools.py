"""What the made-up people are called, where their mail goes, and what they and the agents say."""

# Language → first names, last names, the country's dialling code.
_WRITTEN = {
    "en-GB": (
        "Olivia Amelia George Arthur Isla Harry Charlotte Jack Grace Thomas Emily Oscar",
        "Smith Jones Taylor Brown Williams Wilson Evans Thomas Roberts O'Connor Walker Hughes",
        "+44",
    ),
    "it-IT": (
        "Andrea Sofia Leonardo Giulia Francesco Aurora Niccolò Chiara Lorenzo Martina Noè Beatrice",
        "Rossi Russo Ferrari Bianchi D'Angelo Colombo Ricci Marino Greco Conti Sanò Nicolò",
        "+39",
    ),
    "de-DE": (
        "Jürgen Anna Björn Käthe Lukas Mia Jörg Hannah Günther Lena Sören Zoë",
        "Müller Schmidt Weiß Schröder Köhler Größe Fischer Krüger Böhm Jäger Vogel Voß",
        "+49",
    ),
    "fr-FR": (
        "Chloé Léa Théo Zoé Élodie Noël Gaël Inès François Hélène Loïc Manon",
        "Lefèvre Bernard Dubois Moreau Géraud Garçon Lemaître Béranger Petit Noël Çelik Hénault",
        "+33",
    ),
    "es-ES": (
        "Lucía José María Íñigo Sofía Álvaro Inés Andrés Nuria Óscar Begoña Raúl",
        "García Muñoz Fernández Núñez Peña López Martínez Sánchez Ibáñez Gómez Pérez Ordóñez",
        "+34",
    ),
    "pl-PL": (
        "Łukasz Małgorzata Paweł Agnieszka Michał Żaneta Świętosław Zofia Jakub Jędrzej Oliwia Ewa",
        "Nowak Kowalski Wiśniewski Wójcik Kamiński Zając Król Dąbrowski Łęcki Źródło Śliwa Gąsior",
        "+48",
    ),
    "ru-RU": (
        "Иван Ольга Дмитрий Анна Сергей Наталья Алексей Мария Пётр Екатерина Юрий Светлана",
        "Иванов Смирнова Кузнецов Попова Соколов Лебедева Щербаков Новиков Морозова Фёдоров",
        "+7",
    ),
    "el-GR": (
        "Γιώργος Μαρία Δημήτρης Ελένη Νίκος Κατερίνα Σπύρος Άννα",
        "Παπαδόπουλος Γεωργίου Νικολάου Οικονόμου Κωνσταντίνου Αγγελόπουλος",
        "+30",
    ),
    "ar-EG": (
        "محمد فاطمة أحمد عائشة يوسف مريم عمر ليلى",
        "حسن إبراهيم السيد عبدالله منصور خليل فاروق سليم",
        "+20",
    ),
    "he-IL": (
        "דוד נועה יוסף מאיה איתי תמר",
        "כהן לוי מזרחי פרץ ביטון אברהם",
        "+972",
    ),
    "zh-CN": (
        "伟 芳 娜 秀英 敏 静 丽 强 磊 洋",
        "王 李 张 刘 陈 杨 黄 赵 吴 周",
        "+86",
    ),
    "ja-JP": (
        "陽葵 蓮 さくら 大翔 結衣 ハルト 美咲 健太",
        "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村",
        "+81",
    ),
    "hi-IN": (
        "आरव अनन्या विवान दिया अर्जुन इशिता रोहन प्रिया",
        "शर्मा वर्मा गुप्ता सिंह पटेल कुमार मेहता जोशी",
        "+91",
    ),
    "vi-VN": (
        "Nguyệt Tuấn Hương Đức Thảo Phúc Ngọc Dũng",
        "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi",
        "+84",
    ),
}
NAMES = {
    language: (firsts.split(), lasts.split(), code) for language, (firsts, lasts, code) in _WRITTEN.items()
}
# How many of a hundred people speak which language.
LANGUAGES = [
    language
    for language, share in zip(NAMES, (30, 14, 9, 8, 8, 6, 6, 3, 3, 2, 4, 3, 2, 2), strict=True)
    for _ in range(share)
]

# Reserved names, so that no mail ever reaches anybody. How many of a hundred addresses are there.
DOMAINS = [
    domain
    for domain, share in {
        "gmail.example": 42,
        "outlook.example": 12,
        "yahoo.example": 9,
        "icloud.example": 8,
        "hotmail.example": 7,
        "libero.example": 4,
        "gmx.example": 4,
        "mail.example": 4,
    }.items()
    for _ in range(share)
] + [f"{word}.example" for word in ("fern", "clay", "kiln", "moss", "loft", "harbour", "paper", "lantern")]
ROLE_ADDRESSES = ["info@fern.example", "office@kiln.example", "support@harbour.example"]
TRADES = ["Pottery", "Studio", "& Sons", "Garden", "Books", "Trading", "Café", "Werkstatt", "S.r.l.", "商店"]

DEVICES = [
    *[("Chrome", "142", "Windows")] * 5,
    *[("Chrome", "141", "Android")] * 4,
    *[("Safari", "26", "iPhone")] * 4,
    *[("Safari", "18", "macOS")] * 2,
    ("Firefox", "145", "Windows"),
    ("Firefox", "144", "Linux"),
    ("Edge", "142", "Windows"),
    ("Safari", "26", "iPad"),
]

PAGES = ["", "products/moss-mug", "products/teapot", "cart", "delivery", "wholesale", "account/orders", "faq"]

ASKED = [
    "Is the moss glaze dishwasher safe?",
    "Where is my order? The tracking page has said “in transit” for a week.",
    "Two of the six bowls arrived broken. I have photos if you need them.",
    "Do you ship to the islands, and what does it cost?",
    "Buongiorno, vorrei sapere quando torna disponibile la teiera verde.",
    "I would like to change the delivery address before it is sent.",
    "Könnt ihr die Rechnung auf die Firma ausstellen?",
    "Can I return a mug that was a present? I do not have the receipt.",
    "¿Hacéis descuento para restaurantes? Necesitamos unas cuarenta piezas.",
    "The discount code from your letter does not work in the cart.",
    "Bonjour, je cherche un service assorti pour huit personnes, avec livraison avant Noël si possible.",
    "Здравствуйте! Можно ли заказать гравировку на кружке?",
    "Do you run workshops? We are five colleagues and would come on a Friday afternoon.",
    "The page with my order stays empty on my phone.",
    "مرحبا، هل الشحن متاح إلى القاهرة؟",
    "请问这个茶壶可以放进微波炉吗？",
    "How do I take care of unglazed clay?",
    "I was charged twice for one order.",
]
WENT_ON = [
    "Thank you, that helps.",
    "And how long would that take?",
    "I sent the photos by e-mail just now.",
    "The order number is on the label, I will look it up tonight.",
    "Still nothing, I am afraid. Could you look once more?",
    "Perfect, grazie mille!",
    "Then please send a new one to the same address as last time.",
    "Is there a cheaper way if I am not in a hurry?",
    "Sorry for the late answer. Yes, that is right.",
    "Ok.",
    "It came today and it is beautiful. Thank you all very much, we will certainly order again.",
]
ANSWERED = [
    "Hello, thank you for writing. I am looking into it and will be back within the hour.",
    "It is safe in the dishwasher at up to 60 degrees.",
    "I am sorry about that. A replacement leaves today, you do not need to send anything back.",
    "Could you tell me the order number, please? It begins with FC.",
    "Yes, with pleasure: just reply here with the text and we will do the rest.",
    "The carrier says it will be with you tomorrow between nine and twelve.",
    "I have changed the address. You will get a new confirmation by e-mail in a few minutes.",
    "We will have it again in about two weeks. Shall I keep one for you?",
    "The second charge was only reserved, it disappears by itself within three days.",
    "You are welcome. Have a good day!",
]
NOTED = ["Called the carrier, they will look for it.", "Good customer, send the replacement at once."]
