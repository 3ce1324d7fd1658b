"""People who want something else: a lesson, a commission, a recipe for glaze, or to be honest."""

OTHER = [
    {
        "browser": ("Safari", "26", "macOS", "en-GB"),
        "conversations": [
            {
                "page": "studio/commissions",
                "answers": {
                    "full_name": "Theodora Fitzgerald-Whitmore",
                    "last_name": "Fitzgerald-Whitmore",
                    "email": "theodora@whitmore-hall.example",
                    "topic": "other",
                },
                "lines": [
                    (
                        "8 d 10:05",
                        "visitor",
                        "Do you make tiles to order? Our fireplace from 1910 has lost eleven.",
                    ),
                    (14, "tom", "We do, if we can match the glaze. Do you have one that is whole?"),
                    (
                        5,
                        "visitor",
                        "Several. They are a green I have never seen again, like pond water in sun.",
                    ),
                    (7, "tom", "That sounds like copper over a white slip. Could you post us one?"),
                    (3, "visitor", "It left the house once, in 1941, and came back. I suppose it may again."),
                    (4, "tom", "We will treat it like a visiting aunt."),
                    (
                        2,
                        "tom notes",
                        "Tile comes by registered post. Photograph it before it goes anywhere near the rack.",
                    ),
                    (
                        "6 d 09:30",
                        "tom",
                        "Your aunt has arrived safely. She measures 152 mm, so she is French.",
                    ),
                    (38, "visitor", "French! My grandfather would have been appalled."),
                    (6, "tom", "First test firing is tomorrow. I will send you six greens to choose from."),
                    (
                        "5 d 15:45",
                        "tom",
                        "Six greens, photographed on the north sill. They are in your e-mail.",
                    ),
                    (52, "visitor", "Four, without a doubt. But does it have the little cracks?"),
                    (9, "tom", "It will get them in a few years. We can also craze it now, with tea."),
                    (3, "visitor", "With tea?"),
                    (2, "tom", "Strong tea, overnight. It finds the cracks and stays."),
                    (4, "visitor", "Then tea, naturally."),
                    ("4 d 11:20", "tom gives", "maya"),
                    (
                        1,
                        "maya notes",
                        "Taking over while Tom is at the fair. Offer: 11 tiles and 3 spare, £34 each.",
                    ),
                    (
                        8,
                        "maya",
                        "Maya here, Tom is at a fair. The offer for eleven tiles and three spare is sent.",
                    ),
                    (240, "visitor", "Three spare is wise, knowing this house. I accept."),
                    (6, "maya", "Wonderful. The kiln has a date with you in three weeks."),
                    (
                        "45 min",
                        "visitor",
                        "You will sigh: the sweep has found a twelfth gap, behind the fender.",
                    ),
                ],
            },
        ],
    },
    {
        "browser": ("Chrome", "156", "Windows", "en-GB"),
        "conversations": [
            {
                "page": "studio/lessons",
                "answers": {
                    "full_name": "Grace Lindholm",
                    "last_name": "Lindholm",
                    "email": "g.lindholm@millroad-primary.example",
                    "topic": "other",
                },
                "lines": [
                    (
                        "33 d 15:35",
                        "visitor",
                        "May a class of 26 visit you? They would like to see a wheel turn.",
                    ),
                    (18, "maya", "They may make it turn! Thirteen at a time, the others feed the hens."),
                    (4, "visitor", "There are hens?"),
                    (1, "maya", "Four, and one who thinks she is a potter."),
                    (2, "maya writes", {"company": "Mill Road Primary", "phone": "+44 1632 960187"}),
                    (1, "maya closes"),
                ],
            },
            {
                "page": "studio/lessons",
                "lines": [
                    (
                        "3 h",
                        "visitor",
                        "We are 27 on Thursday, a new boy has joined us. Is that still all right?",
                    ),
                ],
            },
        ],
    },
    {
        "browser": ("Firefox", "157", "macOS", "is-IS"),
        "conversations": [
            {
                "page": "studio",
                "answers": {
                    "full_name": "Guðrún",
                    "last_name": "Einarsdóttir",
                    "email": "gudrun@leir.example",
                    "topic": "other",
                },
                "lines": [
                    (
                        "12 d 13:20",
                        "visitor",
                        "Fellow potter here. What do you use in the moss glaze instead of lead?",
                    ),
                    (
                        26,
                        "tom",
                        "A borax frit and 3 % copper. The green comes from cooling slowly, not from more.",
                    ),
                    (8, "visitor", "Slow cooling! Of course. Takk kærlega fyrir."),
                    (1, "tom closes"),
                ],
            },
        ],
    },
    {
        "browser": ("Chrome", "155", "macOS", "pl-PL"),
        "conversations": [
            {
                "page": "studio/lessons",
                "answers": {
                    "full_name": "Agnieszka Zielińska",
                    "last_name": "Zielińska",
                    "email": "agnieszka.z@brzoza.example",
                    "topic": "other",
                },
                "lines": [
                    ("9 d 19:22", "visitor", "Czy prowadzicie warsztaty toczenia na kole w weekendy?"),
                    (825, "maya", "Every second Saturday, ten to one. The next one has room."),
                    (40, "visitor", "Poproszę dwa miejsca, dla mnie i dla mamy."),
                    (5, "maya", "Two places, two aprons. Bring shoes that have lived."),
                    (3, "visitor", "Dziękuję, do zobaczenia!"),
                    (1, "maya closes"),
                ],
            },
        ],
    },
    {
        "browser": ("Firefox", "157", "Linux", "fa-IR"),
        "conversations": [
            {
                "page": "shop/gift-card",
                "answers": {
                    "full_name": "فرهاد کریمی",
                    "last_name": "کریمی",
                    "email": "farhad.karimi@sofal.example",
                    "topic": "other",
                },
                "lines": [
                    ("5 d 17:14", "visitor", "سلام، کارت هدیه هم دارید؟"),
                    (4, "tom", "We do, from £20, by e-mail or as a small clay disc in the post."),
                    (6, "visitor", "آن صفحهٔ سفالی عالی است، ممنون."),
                    (1, "tom writes", {"newsletter": "yes"}),
                    (1, "tom closes"),
                ],
            },
        ],
    },
    {
        "browser": ("Edge", "156", "Windows", "en-GB"),
        "conversations": [
            {
                "page": "press",
                "answers": {
                    "full_name": "Ravi Menon-Clarke",
                    "last_name": "Menon-Clarke",
                    "email": "ravi@slowhands-podcast.example",
                    "topic": "other",
                },
                "lines": [
                    ("75 min", "visitor", "I make a podcast about people who work with their hands."),
                    (0, "visitor", "Would one of you talk to me for half an hour, next to a running wheel?"),
                ],
            },
        ],
    },
    {
        "browser": ("Chrome", "156", "Windows", "en-GB"),
        "conversations": [
            {
                "page": "account/orders",
                "answers": {
                    "full_name": "Dave",
                    "email": "dave@allotment.example",
                    "order": "FC-4829",
                    "topic": "order",
                },
                "lines": [
                    ("1 d 08:33", "visitor", "Ordered two, paid for two, got three. Do you want one back?"),
                    (12, "tom", "Keep it, Dave. Honesty is worth a bowl."),
                    (3, "visitor", "Well, that has made my morning."),
                    (1, "tom closes"),
                ],
            },
        ],
    },
]
