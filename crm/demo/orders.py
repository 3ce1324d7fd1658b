"""People whose parcel is on its way, or has arrived in two halves."""

ORDERS = [
    {
        "visitor_id": "d42f1e98-6b07-4c5a-93e8-15fa7c0b8d62",
        "browser": ("Firefox", "157", "Linux", "de-DE"),
        "conversations": [
            {
                "page": "account/returns",
                "answers": {
                    "full_name": "Jonas",
                    "last_name": "Weber",
                    "email": "jonas.weber@posteo.example",
                    "order": "FC-4808",
                    "topic": "order",
                },
                "lines": [
                    (
                        "1 d 15:26",
                        "visitor",
                        "Guten Tag, zwei Becher aus FC-4808 sind zu klein. Kann ich sie zurückgeben?",
                    ),
                    (11, "maya", "Guten Tag Jonas, gerne. Geld zurück oder größere Becher?"),
                    ("3 h", "visitor", "Erstatten bitte. Wie bekomme ich das Rücksendeetikett?"),
                    (6, "maya", "Das Etikett ist jetzt in Ihrer E-Mail."),
                    (1, "maya snoozes", 3),
                ],
            },
        ],
    },
    {
        "visitor_id": "c60e93b7-4a5f-4d82-97b1-e5d82a0f3c46",
        "browser": ("Chrome", "156", "Android", "ar-AE"),
        "conversations": [
            {
                "page": "shop/moss-bowl",
                "answers": {
                    "full_name": "ليلى منصور",
                    "last_name": "منصور",
                    "email": "layla.mansour@riwaq.example",
                    "topic": "order",
                },
                "lines": [
                    ("9 d 12:04", "visitor", "مرحباً، هل تشحنون إلى دبي؟"),
                    (14, "tom", "Yes, we ship to Dubai. It takes about six working days."),
                    (3, "visitor", "ممتاز، شكراً لكم"),
                    (2, "tom closes"),
                ],
            },
            {
                "page": "account/orders",
                "answers": {"order": "FC-4825"},
                "lines": [
                    ("1 d 13:37", "visitor", "هل يمكنني تغيير عنوان التوصيل؟"),
                    (0, "visitor", "رقم الطلب FC-4825"),
                    (8, "tom", "Of course, it has not left yet. What is the new address?"),
                    (12, "visitor", "شارع الوصل ٤٤، جميرا ١، دبي"),
                    (3, "tom", "Changed. You will get the tracking link when it leaves on Monday."),
                    (1, "visitor reads"),
                ],
            },
        ],
    },
    {
        "browser": ("Firefox", "156", "Windows", "pl-PL"),
        "conversations": [
            {
                "page": "account/orders",
                "answers": {
                    "full_name": "Łukasz Wójcik",
                    "last_name": "Wójcik",
                    "email": "lukasz.wojcik@poczta.exmaple",
                    "order": "FC-4819",
                    "topic": "order",
                },
                "lines": [
                    ("7 h", "visitor", "Dzień dobry, nie dostałem potwierdzenia zamówienia FC-4819."),
                    (
                        21,
                        "tom",
                        "Your e-mail had two letters swapped, so it came back to us. Is it poczta.example?",
                    ),
                    (5, "visitor", "Tak, oczywiście. Przepraszam!"),
                    (1, "tom writes", {"email": "lukasz.wojcik@poczta.example"}),
                    (1, "tom", "No harm done, I sent it again."),
                ],
            },
        ],
    },
    {
        "browser": ("Chrome", "156", "Windows", "uk-UA"),
        "conversations": [
            {
                "page": "shop/clay-cup",
                "answers": {
                    "full_name": "Олена",
                    "last_name": "Коваленко",
                    "email": "olena.kovalenko@poshta.example",
                    "topic": "order",
                },
                "lines": [
                    (
                        "16 d 10:44",
                        "visitor",
                        "Добрий день! Чи можна оплатити замовлення карткою українського банку?",
                    ),
                    (13, "maya", "Yes, Visa and Mastercard work from any country."),
                    (6, "visitor", "Дякую, вийшло."),
                    (1, "maya closes"),
                ],
            },
            {
                "page": "account/orders",
                "answers": {"order": "FC-4812"},
                "lines": [
                    ("5 d 15:18", "visitor", "Одна чашка з чотирьох іншого кольору. Так і має бути?"),
                    (10, "maya", "The clay glaze breaks from rust to honey, so every cup differs."),
                    (
                        0,
                        "maya",
                        "If you would rather have four alike, send me a photo and I will match one to it.",
                    ),
                    (30, "visitor", "Ні, тепер вона мені подобається найбільше."),
                    (2, "maya closes"),
                ],
            },
        ],
    },
    {
        "browser": ("Safari", "26", "iPhone", "tr-TR"),
        "conversations": [
            {
                "page": "account/orders",
                "answers": {
                    "full_name": "Zeynep Yılmaz",
                    "email": "zeynep.yilmaz@eposta.example",
                    "order": "FC-4827",
                    "topic": "order",
                },
                "lines": [
                    ("2 d 12:56", "visitor", "Merhaba, siparişim gümrükte bekliyor. Fatura gerekiyormuş."),
                    (9, "tom", "The customs invoice is in your e-mail, and a copy is with the courier."),
                    (44, "visitor", "Teşekkürler, yarın teslim edilecek."),
                    (1, "tom closes"),
                ],
            },
        ],
    },
    {
        "browser": ("Edge", "155", "Windows", "da-DK"),
        "conversations": [
            {
                "page": "account/orders",
                "answers": {
                    "full_name": "Søren",
                    "last_name": "Kjærgaard",
                    "email": "soeren@kjaergaard.example",
                    "order": "FC-4831",
                    "topic": "order",
                },
                "lines": [
                    ("50 min", "visitor", "Hej, kan jeg tilføje en skål mere til FC-4831?"),
                    (0, "visitor", "Den ser ikke ud til at være sendt endnu."),
                ],
            },
        ],
    },
    {
        "browser": ("Safari", "26", "iPhone", "en-IE"),
        "conversations": [
            {
                "page": "shop/moss-bowl",
                "answers": {
                    "full_name": "Aoife",
                    "last_name": "Ní Bhriain",
                    "email": "aoife.nibhriain@oldjob.example",
                    "topic": "choosing",
                },
                "lines": [
                    ("75 d 13:01", "visitor", "Is there a moss bowl for one proper portion of porridge?"),
                    (6, "tom", "The 14 cm one. Tested on Maya, who is serious about porridge."),
                    (2, "visitor", "Then I trust it."),
                    (1, "tom closes"),
                ],
            },
            {
                "page": "account/orders",
                "answers": {"email": "aoife@nibhriain.example", "order": "FC-4794", "topic": "order"},
                "lines": [
                    (
                        "4 d 19:09",
                        "visitor",
                        "I have changed jobs, so please send the invoice to my own e-mail from now on.",
                    ),
                    (0, "visitor", "I have put the new one in the form."),
                    (
                        820,
                        "tom",
                        "Done, and congratulations! The invoice for FC-4794 went to the new address.",
                    ),
                    (15, "visitor", "You are very good."),
                    (1, "tom closes"),
                ],
            },
        ],
    },
    {
        "browser": ("Samsung Internet", "30", "Android", "ko-KR"),
        "conversations": [
            {
                "page": "account/orders",
                "answers": {
                    "full_name": "김민준",
                    "email": "minjun.kim@haneul.example",
                    "order": "FC-4788",
                    "topic": "order",
                },
                "lines": [
                    ("8 d 09:12", "visitor", "안녕하세요, 한국까지 배송이 얼마나 걸리나요?"),
                    (35, "maya", "About nine days by air. FC-4788 left London on Tuesday."),
                    (6, "visitor", "감사합니다. 기다리겠습니다."),
                    (1, "maya closes"),
                ],
            },
        ],
    },
    {
        "browser": ("Chrome", "156", "Android", "el-GR"),
        "conversations": [
            {
                "page": "account/returns",
                "answers": {
                    "full_name": "Ελένη",
                    "last_name": "Παπαδοπούλου",
                    "email": "eleni.p@thalassa.example",
                    "order": "FC-4801",
                    "topic": "order",
                },
                "lines": [
                    ("3 d 11:47", "visitor", "Καλημέρα, το πιάτο ήρθε ραγισμένο. Τι πρέπει να κάνω;"),
                    (
                        8,
                        "tom",
                        "I am sorry! A photo is enough, you need not send it back. New plate or refund?",
                    ),
                    (16, "visitor", "Καινούργιο πιάτο, παρακαλώ."),
                    (2, "tom", "It leaves tomorrow. You will get a tracking link."),
                    (1, "visitor reads"),
                ],
            },
        ],
    },
]
