"""Who has written to the other project. One of them writes to Fern & Clay as well; nothing crosses over."""

NORTHSIDE = [
    {
        "browser": ("Chrome", "156", "Windows", "en-GB"),
        "conversations": [
            {
                "page": "print/letterpress",
                "answers": {
                    "full_name": "Callum Reid",
                    "last_name": "Reid",
                    "email": "callum@reid-and-daughter.example",
                },
                "lines": [
                    ("2 d 11:02", "visitor", "How thick a card can you print for a shop's swing tickets?"),
                    (9, "tom", "Up to 600 gsm on the letterpress, 350 on the digital one."),
                    (3, "visitor", "Then 500 tickets on 600 gsm, please. Artwork follows."),
                    (1, "tom", "I look forward to it."),
                ],
            },
        ],
    },
    {
        "browser": ("Chrome", "156", "macOS", "fr-FR"),
        "conversations": [
            {
                "page": "studio",
                "answers": {"full_name": "Chloé Dubois", "email": "chloe@atelier-dubois.example"},
                "lines": [
                    ("11 d 14:40", "visitor", "Bonjour, faites-vous aussi de la reliure japonaise ?"),
                    (25, "tom", "We do, up to A4. Shall I send you samples?"),
                    (8, "visitor", "Volontiers !"),
                    (2, "tom closes"),
                ],
            },
        ],
    },
    {
        "browser": ("Safari", "26", "iPhone", "en-GB"),
        "conversations": [
            {
                "page": "print/posters",
                "answers": {
                    "full_name": "Imogen",
                    "last_name": "Achebe",
                    "email": "imogen@eastgate-cinema.example",
                },
                "lines": [
                    ("2 h", "visitor", "Can you print forty A2 posters by Friday noon?"),
                    (0, "visitor", "Two colours, the film is called “Salt”."),
                ],
            },
        ],
    },
]
