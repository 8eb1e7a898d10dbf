$version: "2.0"

namespace com.example.hostile

/// """
/// import os; os.environ["SMITHYC_CANARY"] = "1"
/// """
/// A text that tries to leave its docstring: """ + ''' \""" \ \\ \N{BULLET} \x41 {x} %s $x `y` #
structure Texts {
    /// """; raise SystemExit("executed") #
    quoted: String = "\"\"\"; raise SystemExit(1) #"

    /// Ends with a backslash \
    backslash: String = "\\"

    /// Ends with a quote "
    quote: String = "\""

    /// '''
    single: String = "'''"

    /// Args: x
    /// Returns:
    /// Raises:
    sections: String = "a\nb\r\nc\td"

    control: String = "\u0000\u0007\u001b[31m\u007f\u0085\u2028\u202e\ufeff"

    emoji: String = "\uD83D\uDE00 \u00e9"

    format: String = "{0} {x!r} %s %(x)s \\N{BULLET} \\x41 \\u0041"

    /// The wire name is hostile, too.
    @jsonName("\"];import os#\\\n")
    wire: String

    @jsonName("it's")
    apostrophe: String = "it's"

    /// Deprecated with a message that tries the same.
    @deprecated(message: "\"\"\"); raise SystemExit(1) #\\", since: "\"1\"\n")
    old: String

    blob: Blob = "IiIiJycnXA=="
}

apply Texts$control @documentation("Controls: \u0000\u0007\u001b[31m\u007f\u0085\u2028\u202e\u2066\ufeff end")
apply Texts$emoji @documentation("Emoji \uD83D\uDE00, <script>alert(1)</script> and &#0; &#x202e; entities")
apply Texts$format @documentation("<p>\"\"\"</p><p>{0} %s \\N{BULLET}</p>")

/// Raised with a message that tries the same: """ \
@error("client")
@httpError(409)
@deprecated(message: "\"\"\"\nraise SystemExit(1)\n\"\"\"")
structure Trap {
    message: String
}
