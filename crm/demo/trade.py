"""People who buy for a shop or a restaurant."""

TRADE = [
    {
        "visitor_id": "0c5be2d4-91f7-4a2e-b6d3-7e18a4f05c93",
        "browser": ("Firefox", "157", "Windows", "en-GB"),
        "conversations": [
            {
                "page": "trade",
                "answers": {
                    "full_name": "Priya Raghunathan",
                    "last_name": "Raghunathan",
                    "email": "priya@northloop.example",
                    "topic": "wholesale",
                },
                "lines": [
                    (
                        "446 d 11:05",
                        "visitor",
                        "Do you sell to small design shops? We are two rooms in Leeds.",
                    ),
                    (6, "maya", "Gladly. Trade starts at 24 pieces, mixed, and the first box ships free."),
                    (3, "visitor", "That is a fair start. I will look at the list over the weekend."),
                    (
                        1,
                        "maya writes",
                        {"company": "Northloop", "phone": "+44 113 496 0203", "newsletter": "yes"},
                    ),
                    (2, "maya closes"),
                ],
            },
            {
                "page": "trade/order",
                "answers": {"order": "FC-2207"},
                "lines": [
                    (
                        "301 d 09:40",
                        "visitor",
                        "FC-2207 came today. Everything whole, and the packing is lovely.",
                    ),
                    (8, "tom", "That makes our packers' day. Thank you for telling us!"),
                    (1, "tom closes"),
                ],
            },
            {
                "page": "shop/sand-plate",
                "lines": [
                    ("188 d 15:12", "visitor", "Could I reserve forty sand plates for our anniversary?"),
                    (25, "maya", "Reserved for three months. Say the word and I will invoice them."),
                    (11, "visitor", "The word! Please invoice to Northloop as always."),
                    (4, "maya", "Sent. They will be in the next large firing."),
                    (1, "maya closes"),
                ],
            },
            {
                "page": "account/invoices",
                "lines": [
                    (
                        "97 d 10:30",
                        "visitor",
                        "The VAT number is missing on your last invoice, could you add it?",
                    ),
                    (14, "tom", "Added, a corrected invoice is in your e-mail. Sorry for the extra step."),
                    (2, "visitor", "Perfect."),
                    (3, "tom closes"),
                ],
            },
            {
                "page": "trade",
                "lines": [
                    (
                        "34 d 16:20",
                        "visitor",
                        "Will the moss glaze stay in the range next year? Three people asked.",
                    ),
                    (9, "maya", "It stays. In three months there is even a serving bowl in it, 28 cm."),
                    (2, "visitor", "Put me down for six, unseen."),
                    (1, "maya notes", "Six moss serving bowls for Northloop from the first firing."),
                    (1, "maya closes"),
                ],
            },
            {
                "page": "trade/order",
                "answers": {"order": "FC-4816"},
                "lines": [
                    ("6 d 14:48", "visitor", "Our spring order is in, FC-4816. 120 pieces, our largest yet."),
                    (12, "maya", "I saw it and did a little dance. Everything can be ready in ten weeks."),
                    (4, "visitor", "We are moving shop in between, so there is a question of where to."),
                    (3, "maya", "Tell me when you know. No label is printed before the last week."),
                    ("14 min", "visitor", "Can the spring order ship in two parts?"),
                    (0, "visitor", "Half to the old shop, half to the new one once it has a door."),
                ],
            },
        ],
    },
    {
        "visitor_id": "7e06d5a9-c813-4f92-b0a7-48e3d92f6c15",
        "browser": ("Safari", "26", "iPad", "en-IE"),
        "conversations": [
            {
                "page": "studio",
                "answers": {
                    "full_name": "Margaret",
                    "last_name": "O’Neill",
                    "email": "margaret@oneill-interiors.example",
                },
                "lines": [
                    ("999 d 10:15", "visitor", "I do up small hotels. May I come and see the studio?"),
                    (20, "maya", "Please do. Thursdays are glazing days, the nicest to watch."),
                    (6, "visitor", "Thursday at eleven then."),
                    (
                        2,
                        "maya writes",
                        {"company": "O’Neill Interiors", "phone": "+353 1 555 0182", "newsletter": "yes"},
                    ),
                    (1, "maya closes"),
                ],
            },
            {
                "page": "trade/order",
                "answers": {"topic": "wholesale"},
                "lines": [
                    ("720 d 13:30", "visitor", "The bedside carafes are a success. Twelve more, please."),
                    (15, "tom", "On their way next week, same invoice address?"),
                    (5, "visitor", "The same."),
                    (1, "tom closes"),
                ],
            },
            {
                "page": "trade/order",
                "lines": [
                    ("402 d 09:20", "visitor", "One of the lamp bases hums. Can a lamp base hum?"),
                    (
                        11,
                        "maya",
                        "It can, if the fitting is loose. A rubber ring cures it, I am posting you ten.",
                    ),
                    (1600, "visitor", "Silence! You are a marvel."),
                    (4, "maya closes"),
                ],
            },
            {
                "page": "shop/clay-cup",
                "lines": [
                    (
                        "150 d 17:05",
                        "visitor",
                        "Is there a clay cup with a bigger handle? Guests have hands.",
                    ),
                    (
                        13,
                        "tom",
                        "There is a trial batch for two fingers. I will put two in your next parcel.",
                    ),
                    (3, "tom closes"),
                ],
            },
            {
                "page": "account/invoices",
                "lines": [
                    (
                        "58 d 11:11",
                        "visitor",
                        "Please send all of this year's invoices to my accountant as well.",
                    ),
                    (10, "maya", "Done, and future ones will go there by themselves."),
                    (1, "maya closes"),
                ],
            },
            {
                "page": "trade",
                "answers": {"order": "FC-4830"},
                "lines": [
                    ("4 d 12:40", "visitor", "The Harbour Hotel reopens in June, and they want your plates."),
                    (17, "maya", "What a lovely reason to write. How many guests sit down at once?"),
                    (6, "visitor", "Thirty, and they will want spares."),
                    (9, "maya", "I will make you an offer for 36 settings this week."),
                    (2, "maya notes", "Harbour Hotel: 36 settings in sand, check the kiln calendar."),
                    ("5 h", "visitor", "Thirty place settings for the June reopening"),
                    (
                        0,
                        "visitor",
                        "Now it is sand for the plates but moss for the bowls. Does that change the price?",
                    ),
                ],
            },
        ],
    },
    {
        "visitor_id": "6d92e0f4-b58c-4a17-8263-f1a4c7d30e9b",
        "browser": ("Firefox", "157", "macOS", "nl-NL"),
        "conversations": [
            {
                "page": "trade",
                "answers": {
                    "full_name": "Sofie van den Berg",
                    "last_name": "van den Berg",
                    "email": "sofie.vdberg@kerkplein.example",
                    "topic": "wholesale",
                },
                "lines": [
                    ("6 d 11:32", "visitor", "Leveren jullie ook aan cafés in Nederland?"),
                    (16, "tom", "Ja! From 24 pieces on, and delivery to the Netherlands takes four days."),
                    (3, "visitor", "Top, dan bestel ik eerst een proefdoos."),
                    (2, "tom closes"),
                ],
            },
        ],
    },
    {
        "browser": ("Chrome", "155", "Windows", "nl-BE"),
        "conversations": [
            {
                "page": "trade",
                "answers": {
                    "full_name": "Bram de Wit",
                    "email": "info@devoorkamer.example",
                    "topic": "wholesale",
                },
                "lines": [
                    ("23 d 09:15", "visitor", "Wij zoeken soepkommen voor ons eetcafé, een stuk of veertig."),
                    (
                        19,
                        "tom",
                        "The sand bowl stacks best. Forty are in stock, at the trade price £14 each.",
                    ),
                    (8, "visitor", "Ik overleg even met Femke."),
                    (1, "tom writes", {"company": "De Voorkamer"}),
                    (2, "tom closes"),
                ],
            },
        ],
    },
    {
        "browser": ("Safari", "26", "iPhone", "nl-BE"),
        "conversations": [
            {
                "page": "shop/sand-bowl",
                "answers": {"full_name": "Femke", "email": "info@devoorkamer.example", "topic": "wholesale"},
                "lines": [
                    ("8 d 20:41", "visitor", "Hallo, Bram heeft jullie geschreven over de soepkommen."),
                    (0, "visitor", "Kunnen het er ook zestig zijn?"),
                    (760, "tom", "Sixty is fine: forty now and twenty in two weeks. Or all together, later?"),
                    (95, "visitor", "Liever alles samen. Dank je!"),
                    (4, "tom closes"),
                ],
            },
        ],
    },
]
