$version: "2.0"

namespace com.example.hostile

/// Members that are called as Python calls its own things.
structure Members {
    list: Names
    str: String
    int: Integer
    dict: NameMap
    bytes: Blob
    bool: Boolean
    float: Double
    type: Kind
    object: Free
    frozenset: String
    self: String
    cls: String
    from: String
    class: String
    None: String
    True: Boolean
    import: String
    lambda: String
    match: String
    case: String
    print: String
    id: String
    field: String
    dataclass: String
    datetime: Timestamp
    decimal: BigDecimal
    models: String
    as_dict: String
    fromDict: String
    copy: String
    o: String
    d: String
    v: String
    fooBar: String
    foo_bar: String
    _leading: String
    __dunder: String
    x2: String
    HTTPStatus: Integer
    value: String
    tag: String
    annotations: String
    defaults: Names = []
    since: Timestamp = 0
    price: BigDecimal = 1.5
}

/// Parameters that are called as a call calls its own.
structure Parameters with [Options] {
    self: String
    input: String
    input_: String
    cls: String
    from: String
    list: Names
    str: String
    config: String
    datetime: Timestamp
    models: String
    overload: String
}

@mixin
structure Options {
    timeout: Integer
    max_retries: Integer
    extra_headers: NameMap
    extra_query: String
    extraBody: String
}

list Names {
    member: String
}

map NameMap {
    key: String
    value: String
}

/// An enum whose members are called as enums call their own things.
enum Kind {
    name = "n"
    value = "v"
    values = "vs"
    mro = "m"
    None = "none"
    class = "c"
    _private = "p"
    QUOTE = "a\"b'c\\d"
    LINE = "line\nbreak"
    EMOJI = "\uD83D\uDE00"
}

intEnum Number {
    real = 1
    imag = 2
    numerator = -3
}

/// A union whose variants are called as unions call their own things.
union Choice {
    unknown: String
    type: String
    value: String
    none: Unit
    list: Names
    class: AsyncClient
}

/// A shape whose name is that of a variant.
structure ChoiceType {
    value: String
}

document Free

structure List {
    list: Names
}

structure AsyncClient {
    client: String
}

structure Config {
    config: String
}

structure Exception {
    exception: String
}

structure datetime {
    at: Timestamp
}

structure Model {
    model: String
}

structure Variant {
    variant: String
}

structure Any {
    any: Free
}

structure ClassVar {
    of: String
}

structure Literal {
    of: Kind
}

structure Document {
    body: Free
}

structure ByteStream {
    bytes: Blob
}

structure dataclass {
    class: String
}

structure str {
    str: String
}

structure int {
    int: Integer
}

structure None {
    none: String
}

structure _Leading {
    leading: String
}

structure Request {
    request: String
}

structure Response {
    response: String
}

structure Operation {
    operation: String
}

structure KindLiteral {
    kind: Kind
}

/// Everything above, in one.
structure Shapes {
    list: List
    asyncClient: AsyncClient
    config: Config
    exception: Exception
    at: datetime
    model: Model
    variant: Variant
    any: Any
    classVar: ClassVar
    literal: Literal
    document: Document
    byteStream: ByteStream
    dataclass: dataclass
    text: str
    number: int
    none: None
    leading: _Leading
    request: Request
    response: Response
    operation: Operation
    kindLiteral: KindLiteral
    choice: Choice
    choiceType: ChoiceType
    kind: Kind
    count: Number
}

/// Members that are called as errors call their own things.
@error("client")
@httpError(400)
structure BadRequestError {
    message: String
    args: Names
    body: String
    code: String
    headers: NameMap
    statusCode: Integer
    fault: String
    request_id: String
    attempts: Integer
    with_traceback: String
    add_note: String
}

@error("server")
structure SmithyError {
    Message: String
}

@error("client")
@httpError(404)
structure KeyError {
    key: String
}
