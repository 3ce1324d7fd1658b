"""People whom Rosa answers in their own language."""

ABROAD = [
    {
        "visitor_id": "51d8f7c2-0e6a-4b39-a574-2c9d81b6e03f",
        "browser": ("Edge", "156", "Windows", "es-CO"),
        "conversations": [
            {
                "page": "trade",
                "answers": {
                    "full_name": "Tomás",
                    "last_name": "Echeverría-Villanueva",
                    "email": "tomas.echeverria.villanueva@distribuidora-andina.example",
                    "topic": "wholesale",
                },
                "lines": [
                    ("309 d 15:02", "visitor", "Buenas tardes, ¿hacen envíos a Colombia?"),
                    (18, "tom", "Yes, by sea, from 200 pieces on. I am sending you the terms."),
                    (5, "visitor", "Muchas gracias, las reviso con mi socia."),
                    (2, "tom writes", {"company": "Distribuidora Andina", "phone": "+57 601 555 0147"}),
                    (1, "tom closes"),
                ],
            },
            {
                "page": "trade/order",
                "lines": [
                    ("41 d 16:45", "visitor", "¿Cuánto tarda la aduana? El pedido salió hace tres semanas."),
                    (12, "tom gives", "rosa"),
                    (1, "tom notes", "He writes Spanish and I guess at half of it. Rosa, would you?"),
                    (
                        18,
                        "rosa",
                        "Unos diez días en Cartagena. El barco llega el viernes, ese día le escribo.",
                    ),
                    (2890, "rosa", "Ya llegó, y los papeles están con su agente."),
                    (40, "visitor", "Confirmado, gracias por avisar."),
                    (3, "rosa closes"),
                    (11, "visitor rates", (4, "")),
                ],
            },
            {
                "page": "trade/order",
                "answers": {"order": "FC-4799"},
                "lines": [
                    (
                        "2 d 14:10",
                        "visitor",
                        "Para el pedido FC-4799, ¿pueden embalar las tazas de seis en seis?",
                    ),
                    (22, "rosa", "Claro que sí. El volumen sube un 4 %, ¿le parece bien?"),
                    ("1 h", "visitor", "Sí, está bien. Mejor eso que tazas rotas."),
                    (9, "rosa", "De acuerdo, queda anotado en el pedido. ¡Un saludo!"),
                ],
            },
        ],
    },
    {
        "browser": ("Chrome", "155", "Android", "pt-BR"),
        "conversations": [
            {
                "page": "account/orders",
                "answers": {
                    "full_name": "João Pedro Cardoso",
                    "last_name": "Cardoso",
                    "email": "joaopedro@cardoso.example",
                    "order": "FC-4776",
                    "topic": "order",
                },
                "lines": [
                    ("10 d 14:14", "visitor", "Oi! O rastreio do FC-4776 não atualiza faz cinco dias."),
                    (28, "rosa", "Está esperando o voo em Frankfurt. A transportadora diz que sai amanhã."),
                    (1500, "visitor", "Atualizou agora, chegou em São Paulo!"),
                    (20, "rosa", "Que bom! Se algo chegar quebrado, escreva para a gente."),
                    (1, "visitor reads"),
                    (1, "rosa closes"),
                ],
            },
            {
                "page": "shop/tall-jug",
                "answers": {"topic": "choosing"},
                "lines": [
                    ("26 h", "visitor", "Chegou tudo inteiro! A jarra alta volta ao estoque este mês?"),
                    (35, "rosa", "Sai do forno na quinta. Quer que eu guarde uma?"),
                    (14, "visitor", "Duas, por favor. A minha sogra viu a foto."),
                    (3, "rosa notes", "Two tall jugs from Thursday's firing, one to be wrapped as a gift."),
                    (2, "rosa", "Duas guardadas, com o seu nome."),
                ],
            },
        ],
    },
    {
        "browser": ("Safari", "26", "macOS", "it-IT"),
        "conversations": [
            {
                "page": "shop/tall-jug",
                "answers": {
                    "full_name": "Giulia Ferraro",
                    "last_name": "Ferraro",
                    "email": "giulia@ferraro.example",
                    "topic": "choosing",
                },
                "lines": [
                    ("27 d 17:40", "visitor", "Buonasera, la brocca alta si può usare anche come vaso?"),
                    (
                        920,
                        "rosa",
                        "Certo, dentro è smaltata. Con i tulipani metta una moneta sul fondo, stanno dritti.",
                    ),
                    (30, "visitor", "Che bel trucco, grazie!"),
                    (1, "rosa closes"),
                ],
            },
            {
                "page": "shop/sand-plate",
                "lines": [
                    ("2 d 10:50", "visitor", "I piatti sabbia vanno in forno?"),
                    (13, "rosa", "Sì, fino a 220 °C."),
                    (3, "visitor", "Perfetto per le lasagne."),
                    (1, "rosa closes"),
                ],
            },
        ],
    },
]
