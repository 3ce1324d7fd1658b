"""People who keep coming back."""

REGULARS = [
    {
        "visitor_id": "18f4b2e6-d970-4c3b-85ae-07b6c9e1d52f",
        "browser": ("Chrome", "156", "macOS", "fr-FR"),
        "conversations": [
            {
                "page": "press",
                "answers": {
                    "full_name": "Chloé Dubois",
                    "last_name": "Dubois",
                    "email": "chloe@atelier-dubois.example",
                    "topic": "other",
                },
                "lines": [
                    ("563 d 10:02", "visitor", "Bonjour, auriez-vous un dossier de presse ?"),
                    (26, "maya", "Bonjour Chloé ! Il est dans votre boîte, avec douze photos."),
                    (4, "visitor", "Parfait, merci beaucoup."),
                    (2, "maya writes", {"company": "Atelier Dubois"}),
                    (1, "maya closes"),
                ],
            },
            {
                "page": "studio",
                "lines": [
                    ("312 d 14:35", "visitor", "Peut-on photographier l'atelier un de ces jours ?"),
                    (41, "maya", "Avec plaisir, les mardis sont calmes."),
                    (12, "visitor", "Mardi prochain alors. Nous serons deux."),
                    (1, "maya closes"),
                ],
            },
            {
                "page": "press",
                "lines": [
                    (
                        "205 d 09:50",
                        "visitor",
                        "Le reportage est en ligne ! Je vous envoie le lien par e-mail.",
                    ),
                    (7, "tom", "We have read it aloud in the glazing room. Thank you!"),
                    (1, "tom closes"),
                ],
            },
            {
                "page": "shop/chalk-bowl",
                "lines": [
                    (
                        "66 d 18:15",
                        "visitor",
                        "Une question plus personnelle : le bol craie passe-t-il au four ?",
                    ),
                    (930, "maya", "Jusqu'à 220 °C, s'il entre dans un four froid."),
                    (35, "visitor", "C'est noté, merci !"),
                    (1, "maya closes"),
                ],
            },
            {
                "page": "press",
                "lines": [
                    ("1 d 10:20", "visitor", "Auriez-vous les photos de la collection en haute définition ?"),
                    (52, "maya", "Les photos sont dans le dossier partagé, bonne lecture !"),
                ],
            },
        ],
    },
    {
        "visitor_id": "f03a8c5e-17d6-4b2f-ae94-c75d10e9b386",
        "browser": ("Chrome", "156", "Windows", "en-GB"),
        "conversations": [
            {
                "page": "shop",
                "answers": {
                    "full_name": "Kwame Mensah",
                    "last_name": "Mensah",
                    "email": "k.mensah@outlook.example",
                    "topic": "choosing",
                },
                "lines": [
                    (
                        "600 d 19:30",
                        "visitor",
                        "A wedding present for two people who own everything: what would you take?",
                    ),
                    (840, "maya", "The pair of tall jugs. Nobody owns those, we only make twenty a year."),
                    (50, "visitor", "Sold. Both of them."),
                    (1, "maya closes"),
                ],
            },
            {
                "page": "account/orders",
                "answers": {"order": "FC-2954", "topic": "order"},
                "lines": [
                    ("470 d 08:55", "visitor", "FC-2954 is marked as delivered, but there is nothing here."),
                    (9, "tom", "The courier's photo shows a green door with a lion on it. Yours?"),
                    (2, "visitor", "Next door's. I will go and knock."),
                    (14, "visitor", "Got it. They had already unpacked it!"),
                    (1, "tom closes"),
                ],
            },
            {
                "page": "shop/tall-jug",
                "lines": [
                    ("290 d 20:05", "visitor", "Do you sell the jug as a single?"),
                    (790, "tom", "We do: £58, and the lid is another £9."),
                    (1, "tom writes", {"phone": "+44 20 7946 0431", "newsletter": "yes"}),
                    (2, "tom closes"),
                ],
            },
            {
                "page": "account/orders",
                "answers": {"order": "FC-3881"},
                "lines": [
                    ("121 d 12:22", "visitor", "Could FC-3881 be wrapped as a gift?"),
                    (5, "maya", "Wrapped, with a fern leaf on it. Shall I leave the price out?"),
                    (1, "visitor", "Please!"),
                    (1, "maya closes"),
                ],
            },
            {
                "page": "shop/chalk-bowl",
                "lines": [
                    ("37 d 21:10", "visitor", "When is the next seconds sale?"),
                    (
                        700,
                        "maya",
                        "First Saturday of next month, here in the yard. Come early, there is soup.",
                    ),
                    (12, "visitor", "You had me at soup."),
                    (1, "maya closes"),
                ],
            },
            {
                "page": "account/orders",
                "answers": {"order": "FC-4803"},
                "lines": [
                    ("4 d 09:48", "visitor", "FC-4803 says “label created” for four days now. Is it stuck?"),
                    (
                        7,
                        "tom",
                        "It was under the bench, I am ashamed to say. It leaves today, by express, on us.",
                    ),
                    (3, "visitor", "Honest answer, thank you."),
                    (
                        2,
                        "tom notes",
                        "Gave express shipping for free: our fault, parcel was under the bench.",
                    ),
                    (1, "tom closes"),
                ],
            },
        ],
    },
    {
        # Wrote before the form asked for a name, as did two more.
        "visitor_id": "a5c71d08-e2b4-4963-9f0d-3b8e64f2a917",
        "browser": ("Edge", "156", "Windows", "en-GB"),
        "conversations": [
            {
                "page": "account/orders",
                "answers": {"email": "k.mensah@outlook.example", "order": "FC-4655"},
                "lines": [
                    (
                        "24 d 11:20",
                        "visitor",
                        "Writing from the office: can you hold FC-4655 until I am back on Monday?",
                    ),
                    (6, "tom", "Held. It leaves on Monday noon."),
                    (1, "tom closes"),
                ],
            },
            {
                "page": "account/orders",
                "lines": [
                    ("2 d 16:31", "visitor", "Is express still possible to the Highlands for Saturday?"),
                    (15, "maya", "Until noon tomorrow. After that only by a very fast sheep."),
                    (4, "visitor", "Ha. I will be in time."),
                    (1, "maya closes"),
                ],
            },
        ],
    },
    {
        "visitor_id": "9ab3c60d-72e5-4d18-8f4b-d06e57a1c28b",
        "browser": ("Safari", "26", "macOS", "ja-JP"),
        "conversations": [
            {
                "page": "studio",
                "answers": {
                    "full_name": "田中 結衣",
                    "last_name": "田中",
                    "email": "yui.tanaka@hanatsubo.example",
                    "topic": "choosing",
                },
                "lines": [
                    ("170 d 08:10", "visitor", "はじめまして。日本への発送は可能でしょうか。"),
                    (70, "maya", "It is! About eight working days, and we pack for the longest stairs."),
                    (12, "visitor", "ありがとうございます。安心しました。"),
                    (2, "maya closes"),
                ],
            },
            {
                "page": "shop/chalk-bowl",
                "lines": [
                    ("92 d 07:45", "visitor", "抹茶碗として使うには、白い釉薬は柔らかすぎますか。"),
                    (95, "maya", "The chalk glaze takes a bamboo whisk well. Sand shows tea stains sooner."),
                    (18, "visitor", "では白でお願いします。"),
                    (1, "maya closes"),
                ],
            },
            {
                "page": "account/orders",
                "answers": {"order": "FC-4511", "topic": "order"},
                "lines": [
                    ("48 d 08:31", "visitor", "無事に届きました。とても美しいです。"),
                    (60, "tom", "We are so glad! どうもありがとう from both of us."),
                    (1, "tom closes"),
                ],
            },
            {
                "page": "studio/commissions",
                "lines": [
                    (
                        "5 d 08:20",
                        "visitor",
                        "I would like two tea cups made to measure, for my parents' anniversary.",
                    ),
                    (45, "maya", "With pleasure. How do they hold a cup, one hand or two?"),
                    (25, "visitor", "Two hands, always. My father's are large."),
                    (14, "maya", "Then 9 cm wide for him and 8 for her. I will draw both this week."),
                    (3, "maya notes", "Anniversary is in ten weeks. Work backwards: throw within three."),
                    (
                        "2 d 16:05",
                        "maya",
                        "Here is the sketch, in your e-mail. Foot unglazed, a thumb rest at the back.",
                    ),
                    ("2 h", "visitor", "The sketch is lovely. One question about the foot of the cup"),
                    (0, "visitor", "高台はもう少し低くできますか。父のお盆が浅いので。"),
                ],
            },
        ],
    },
]
