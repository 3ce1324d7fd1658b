"""People who have not decided yet."""

CHOOSING = [
    {
        "visitor_id": "e7a90b13-5c48-4f6d-8d21-b3960fe2a748",
        "browser": ("Chrome", "156", "Android", "nb-NO"),
        "conversations": [
            {"page": "shop", "lines": [("31 min", "visitor", "Hi, do you ship to Norway?")]},
        ],
    },
    {
        "visitor_id": "2b87fa50-3dc9-4e61-a8f2-96c01d7be534",
        "browser": ("Samsung Internet", "30", "Android", "en-GB"),
        "conversations": [
            {
                "page": "shop/sand-plate",
                "lines": [
                    ("6 h", "visitor", "Are the sand plates microwave safe"),
                    (7, "tom", "They are. Only the ones with the gold rim are not."),
                    (1, "visitor", "Thx"),
                    (1, "tom closes"),
                ],
            },
        ],
    },
    {
        "browser": ("Safari", "26", "iPhone", "he-IL"),
        "conversations": [
            {
                "page": "shop/clay-cup",
                "answers": {
                    "full_name": "נועה לוי",
                    "last_name": "לוי",
                    "email": "noa.levi@gan.example",
                    "topic": "choosing",
                },
                "lines": [
                    ("4 h", "visitor", "שלום, האם הכוסות מתאימות למדיח כלים?"),
                    (0, "visitor", "ואפשר לקבל אותן עד החג?"),
                ],
            },
        ],
    },
    {
        "browser": ("Chrome", "156", "Windows", "zh-TW"),
        "conversations": [
            {
                "page": "shop/moss-bowl",
                "answers": {"full_name": "林怡君", "email": "yichun.lin@shanlu.example", "topic": "choosing"},
                "lines": [
                    ("7 d 09:26", "visitor", "請問青苔色的碗還會補貨嗎？"),
                    (33, "maya", "Yes, the kiln opens on Thursday. Shall I keep four for you?"),
                    (9, "visitor", "好的，麻煩您留四個，謝謝！"),
                    (2, "maya notes", "Keep four moss bowls from Thursday's firing."),
                    (4320, "maya", "They came out beautifully. I have sent you a link to pay for them."),
                    (55, "visitor", "已付款，非常期待。"),
                    (1, "maya closes"),
                ],
            },
        ],
    },
    {
        "browser": ("Chrome", "155", "Android", "th-TH"),
        "conversations": [
            {
                "page": "shop",
                "answers": {
                    "full_name": "อรทัย ศรีสุข",
                    "email": "orathai@baandin.example",
                    "topic": "choosing",
                },
                "lines": [
                    ("9 d 08:50", "visitor", "สวัสดีค่ะ มีชามสีขาวขนาดใหญ่กว่านี้ไหมคะ"),
                    (22, "tom", "The chalk serving bowl is 26 cm, the largest we make in white."),
                    (5, "visitor", "ขอบคุณค่ะ"),
                    (1, "tom closes"),
                ],
            },
        ],
    },
    {
        "browser": ("Chrome", "156", "Android", "hi-IN"),
        "conversations": [
            {
                "page": "shop/clay-cup",
                "answers": {
                    "full_name": "अनन्या शर्मा",
                    "last_name": "शर्मा",
                    "email": "ananya.sharma@kulhad.example",
                    "topic": "choosing",
                },
                "lines": [
                    ("3 d 14:29", "visitor", "नमस्ते, क्या बिना हैंडल वाले चाय के कप मिलेंगे?"),
                    (10, "maya", "Yes, the tumbler in clay: 180 ml, thin at the rim and thick at the waist."),
                    (4, "visitor", "बहुत अच्छा, मैं छह मंगवाती हूँ।"),
                    (1, "maya closes"),
                ],
            },
            {
                "page": "account/orders",
                "answers": {"order": "FC-4826", "topic": "order"},
                "lines": [
                    (
                        "90 min",
                        "visitor",
                        "I ordered six tumblers (FC-4826) but paid for five. How can I pay the sixth?",
                    ),
                    (4, "maya takes"),
                ],
            },
        ],
    },
    {
        "browser": ("Edge", "155", "Windows", "vi-VN"),
        "conversations": [
            {
                "page": "shop/sand-bowl",
                "answers": {
                    "full_name": "Nguyễn Thị Hạnh",
                    "last_name": "Nguyễn",
                    "email": "hanh.nguyen@batdat.example",
                    "topic": "choosing",
                },
                "lines": [
                    ("13 d 10:08", "visitor", "Chào shop, bát phở cỡ lớn nhất là bao nhiêu ạ?"),
                    (16, "tom", "The sand bowl holds 1.1 litres. Room for the herbs as well."),
                    (7, "visitor", "Đúng cái mình cần, cảm ơn shop."),
                    (1, "tom closes"),
                ],
            },
        ],
    },
    {
        "browser": ("Chrome", "156", "ChromeOS", "en-GB"),
        "conversations": [
            {
                "page": "shop/clay-cup",
                "answers": {"full_name": "Hannah", "email": "hannah@sixthform.example", "topic": "choosing"},
                "lines": [
                    ("1 d 16:12", "visitor", "is there a student discount 🥺"),
                    (3, "tom", "There is a seconds shelf, from £6 a cup: small wobbles, same clay."),
                    (1, "visitor", "wobbly is perfect 💚"),
                    (1, "tom closes"),
                ],
            },
        ],
    },
    {
        "browser": ("Chrome", "156", "Android", "en-NG"),
        "conversations": [
            {
                "page": "shop",
                "answers": {
                    "full_name": "Oluwaseun",
                    "last_name": "Adeyemi",
                    "email": "seun.adeyemi@okuta.example",
                    "topic": "choosing",
                },
                "lines": [
                    (
                        "1 d 11:55",
                        "visitor",
                        "My mother collects jugs. Which of yours would a collector not have?",
                    ),
                    (
                        17,
                        "maya",
                        "Number 11 of the salt-fired ones. It is in the window, a photo is on its way.",
                    ),
                    (31, "visitor", "That is the one. Please don't sell it before Friday!"),
                    (2, "maya", "It has a ribbon on it with your name."),
                    (1, "visitor reads"),
                ],
            },
        ],
    },
    {
        "browser": ("Yandex Browser", "26", "Windows", "ru-RU"),
        "conversations": [
            {
                "page": "shop/chalk-bowl",
                "answers": {
                    "full_name": "Дмитрий Соколов",
                    "last_name": "Соколов",
                    "email": "d.sokolov@glina.example",
                    "topic": "choosing",
                },
                "lines": [
                    (
                        "19 d 12:15",
                        "visitor",
                        "Здравствуйте! Какого диаметра меловая миска по внешнему краю?",
                    ),
                    (6, "tom", "18.5 cm outside, 17 inside."),
                    (4, "visitor", "Спасибо, как раз встанет в шкаф."),
                    (1, "tom closes"),
                ],
            },
        ],
    },
]
