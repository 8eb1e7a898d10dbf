$version: "2.0"

metadata quotes = "\"quoted\" \\ \/"
metadata control = "a\bb\fc\nd\re\tf"
metadata unicode = "\u00e4 \u00C4 \u0000 \uD83D\uDE00"
metadata joined = "one \
two"
metadata "a key \u0061 \"b\"" = "a tab	and a
line break"
