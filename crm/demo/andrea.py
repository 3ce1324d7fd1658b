"""One person, two browsers: two contacts with the same e-mail. The story that the product exists for."""

ANDREA = [
    {
        "visitor_id": "3f9c2a71-8b1e-4d57-9a0c-61e4b7d2c508",
        "browser": ("Chrome", "156", "macOS", "en-GB"),
        "conversations": [
            {
                "page": "shop/moss-bowl",
                "answers": {"full_name": "Andrea", "email": "andrea1@gmail.com", "topic": "choosing"},
                "lines": [
                    (
                        "12 March 16:08",
                        "visitor",
                        "Is the moss glaze dishwasher safe?\n"
                        "I am choosing between moss and chalk for a café counter, so they will be washed"
                        " twice a day.",
                    ),
                    (
                        1,
                        "maya",
                        "It is! Moss and chalk share a base that is fired at 1,240 °C. Twice a day is fine.",
                    ),
                    (2, "visitor", "Good. And does one of them show the spoon marks less?"),
                    (
                        2,
                        "maya",
                        "Moss. Chalk takes grey lines from steel after a year. They rub off, but you see"
                        " them.",
                    ),
                    (1, "visitor", "Moss then. Do you have a price for cafés?"),
                    (3, "maya", "From 24 pieces on, 15 % less. Shall I send you the trade price list?"),
                    (1, "visitor", "Yes please. It will be four bowls to begin with."),
                    (1, "maya writes", {"phone": "+44 20 7946 0018", "company": "Moss Lane Café"}),
                    (1, "maya", "It is in your e-mail now. Ring us any time, or write here."),
                    (1, "visitor", "Thank you, that was quick."),
                    (
                        0,
                        "maya notes",
                        "Runs a small café. Prefers e-mail over phone. Sent the trade price list.",
                    ),
                    (1, "maya closes"),
                    (2, "visitor rates", (5, "A real person who knows her glazes.")),
                ],
            },
            {
                "page": "shop/moss-bowl",
                "answers": {"order": "FC-4821", "topic": "order"},
                "lines": [
                    (
                        "18 min",
                        "visitor",
                        "My order FC-4821 arrived with a chipped bowl\n"
                        "Hello! The parcel came today and one of the four moss bowls has a chip on the rim,"
                        " about the size of a lentil. The others are perfect.",
                    ),
                    (0, "visitor", "Could you send one more?"),
                    (
                        2,
                        "tom",
                        "Oh no, I am sorry about that. Yes, I will send a new one today. Is"
                        " andrea1@gmail.com still the right address for the tracking link?",
                    ),
                    (3, "visitor", "Yes, that is the one."),
                    (
                        2,
                        "maya notes",
                        "Same e-mail as another contact on an iPhone. Might be one person, worth a merge"
                        " after this. @Tom",
                    ),
                    (1, "tom gives", "maya"),
                    (
                        5,
                        "maya",
                        "Hi Andrea, Maya here. Your new bowl leaves our studio this afternoon, and there is"
                        " no need to send the chipped one back.",
                    ),
                    (3, "visitor", "That is so kind, thank you! It will live on as a salt dish."),
                ],
            },
        ],
    },
    {
        "visitor_id": "b81d40e6-27fa-4c93-8e15-0a9f3c6d7214",
        "browser": ("Safari", "26", "iPhone", "en-GB"),
        "conversations": [
            {
                "page": "account/orders",
                "answers": {
                    "full_name": "Andrea Sp1",
                    "email": "andrea1@gmail.com",
                    "order": "FC-4790",
                    "topic": "order",
                },
                "lines": [
                    ("3 d 17:22", "visitor", "Can I still swap the chalk cups in FC-4790 for clay?"),
                    (0, "visitor", "They were meant to match the bowls."),
                    (
                        4,
                        "tom",
                        "Not packed yet, so yes. Two clay cups instead of two chalk ones, same price?",
                    ),
                    (1, "visitor", "Exactly, thank you!"),
                    (2, "tom writes", {"company": "Moss Lane"}),
                    (1, "tom", "Done. They leave with tomorrow's post."),
                    (1, "visitor reads"),
                    (1, "tom closes"),
                ],
            },
        ],
    },
]
