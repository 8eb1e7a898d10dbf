$version: "2.0"

namespace smithy.api

// Simple types. Every shape here that is not private can be named without its namespace.

/// Text: a sequence of Unicode characters encoded as UTF-8.
string String

/// Raw bytes of any content.
blob Blob

/// A whole number without an upper or lower limit.
bigInteger BigInteger

/// A decimal number of any precision.
bigDecimal BigDecimal

/// A moment on the UTC time line.
timestamp Timestamp

/// Untyped, JSON-like data that the model does not describe any further.
document Document

/// Either true or false.
boolean Boolean

/// A signed whole number of 8 bits.
byte Byte

/// A signed whole number of 16 bits.
short Short

/// A signed whole number of 32 bits.
integer Integer

/// A signed whole number of 64 bits.
long Long

/// A single-precision IEEE 754 number.
float Float

/// A double-precision IEEE 754 number.
double Double

// Primitive counterparts, kept from IDL 1.0: the same types with a zero value.

/// A boolean that is false when nothing was set.
@default(false)
boolean PrimitiveBoolean

/// A byte that is zero when nothing was set.
@default(0)
byte PrimitiveByte

/// A short that is zero when nothing was set.
@default(0)
short PrimitiveShort

/// An integer that is zero when nothing was set.
@default(0)
integer PrimitiveInteger

/// A long that is zero when nothing was set.
@default(0)
long PrimitiveLong

/// A float that is zero when nothing was set.
@default(0)
float PrimitiveFloat

/// A double that is zero when nothing was set.
@default(0)
double PrimitiveDouble

// The unit type.

/// Stands for "no value": the implied input, output, or union member target
/// where there is nothing to carry.
@unitType
structure Unit {}

/// Marks the one structure that means "no value". Reserved for
/// `smithy.api#Unit`; models cannot add a second one.
@trait(selector: "[id=smithy.api#Unit]")
structure unitType {}

// Helpers shared by the traits below.

/// Text with at least one character.
@private
@length(min: 1)
string NonEmptyString

/// Several texts, none of them empty.
@private
list NonEmptyStringList {
    member: NonEmptyString
}

/// Pairs of texts, none of them empty.
@private
map NonEmptyStringMap {
    key: NonEmptyString
    value: NonEmptyString
}

/// How grave a validation event is.
@private
enum Severity {
    /// Worth knowing; nothing has to change.
    NOTE

    /// Probably a mistake, and worth a look.
    WARNING

    /// Very likely wrong; fix it or suppress it on purpose.
    DANGER

    /// The model cannot be used until this is fixed.
    ERROR
}

// Defining traits.

/// Turns a shape into a trait that can be applied to other shapes.
@trait(
    selector: ":is(simpleType, list, map, structure, union)"
    breakingChanges: [
        {
            change: "presence"
        }
        {
            path: "/structurallyExclusive"
            change: "any"
        }
        {
            path: "/conflicts"
            change: "update"
            severity: "NOTE"
            message: "Models that were valid so far may combine this trait with one of the newly listed conflicts."
        }
    ]
)
structure trait {
    /// Matches the shapes that may carry the trait; all shapes if omitted.
    selector: String

    /// Limits the trait to one member of a structure, counted either on the
    /// members or on the shapes that they target.
    structurallyExclusive: StructurallyExclusive

    /// Traits that must not stand on the same shape.
    conflicts: NonEmptyStringList

    /// Changes to an applied value that a comparison of two models reports.
    breakingChanges: TraitDiffRules
}

/// One or more rules for comparing two versions of a trait value.
@private
@length(min: 1)
list TraitDiffRules {
    member: TraitDiffRule
}

/// Says which change of a trait value is a problem, and how large a one.
@private
structure TraitDiffRule {
    /// JSON Pointer into the trait value; the whole value if omitted.
    path: String

    /// The change to report.
    @required
    change: TraitChangeType

    /// How grave the reported event is.
    severity: Severity = "ERROR"

    /// Explains to the reader of the report what may break.
    message: String
}

/// Kinds of change between two versions of a trait.
@private
enum TraitChangeType {
    /// The value is there before and after, but differs.
    UPDATE = "update"

    /// Only the newer model has it.
    ADD = "add"

    /// Only the older model has it.
    REMOVE = "remove"

    /// It appeared or disappeared.
    PRESENCE = "presence"

    /// It appeared, disappeared, or differs.
    ANY = "any"
}

/// How the members of one structure are counted for an exclusive trait.
@private
enum StructurallyExclusive {
    /// At most one member may carry the trait.
    MEMBER = "member"

    /// At most one member may point to a shape that carries the trait.
    TARGET = "target"
}

/// Checks the surroundings of every shape that carries the annotated trait.
/// A protocol can use it, for instance, to reject models that contain
/// documents.
@trait(selector: "[trait|trait]")
map traitValidators {
    /// ID of the event to report.
    @length(min: 1)
    key: String

    /// What to look for.
    value: TraitValidator
}

/// One check of a `traitValidators` trait.
@private
structure TraitValidator {
    /// Evaluated with the annotated shape as its only starting point. Each
    /// shape that it yields is reported.
    @required
    selector: String

    /// Text of the event.
    message: String

    /// How grave the event is.
    severity: Severity = "ERROR"
}

/// Declares a trait to be a wire protocol that services can claim to support.
@trait(
    selector: "structure[trait|trait]"
    breakingChanges: [
        {
            change: "presence"
        }
    ]
)
structure protocolDefinition {
    /// Traits that influence the wire format, so that an implementation has to
    /// honor them.
    traits: TraitShapeIdList

    /// Set when the protocol has no way to carry documents.
    @deprecated(message: "Express this with `@traitValidators`")
    noInlineDocumentSupport: Boolean
}

/// Declares a trait to be an authentication scheme.
@trait(
    selector: "structure[trait|trait]"
    breakingChanges: [
        {
            change: "presence"
        }
    ]
)
structure authDefinition {
    /// Traits that influence the scheme, so that an implementation has to
    /// honor them.
    traits: TraitShapeIdList
}

/// Several shape IDs of traits.
@private
list TraitShapeIdList {
    member: TraitShapeId
}

/// The shape ID of an existing trait.
@private
@idRef(failWhenMissing: true, selector: "[trait|trait]")
string TraitShapeId

/// Requires a string to hold a shape ID and, optionally, one that resolves to
/// a suitable shape. Relative IDs are looked up in the namespace at hand first
/// and in the prelude second.
@trait(selector: ":test(string, member > string)")
structure idRef {
    /// Has to match the shape that the ID resolves to.
    selector: String = "*"

    /// Makes an ID that resolves to nothing an error.
    failWhenMissing: Boolean

    /// Replaces the standard wording when the ID is rejected.
    errorMessage: String
}

// Metadata.

/// Gives a metadata key a type; values under that key are checked against the
/// annotated shape. Two shapes cannot claim the same key.
@trait(selector: "dataType :not([trait|input]) :not([trait|output])")
structure metadata {
    /// Name of the metadata entry.
    @required
    @length(min: 1)
    key: String
}

/// Type of the `shapeClosures` metadata: named sets of shapes that a generator
/// can be pointed to instead of a service.
@private
@metadata(key: "shapeClosures")
list ShapeClosures {
    member: ShapeClosure
}

/// One named set of shapes together with everything that they reach.
@private
structure ShapeClosure {
    /// Name by which tools refer to the closure. It looks like a shape ID, but
    /// no shape and no second closure may have it; its namespace serves only to
    /// keep names apart.
    @required
    id: ClosureId

    /// Takes in all shapes of these namespaces.
    includeNamespaces: Namespaces = []

    /// Takes in all shapes that this selector matches.
    @length(min: 1)
    includeBySelector: String

    /// New names for shapes whose names would collide inside the closure.
    rename: Renames = {}

    /// Describes the closure to readers, in CommonMark.
    documentation: CommonMark
}

/// The name of a closure, written like a shape ID.
@private
@idRef(failWhenMissing: false)
string ClosureId

/// Several namespaces, each at most once.
@private
@uniqueItems
list Namespaces {
    member: String
}

/// Maps a shape of the closure to the name that it has there. Names have to
/// stay distinct when case is ignored, and a new name has to differ from the
/// old one.
@private
map Renames {
    /// The shape whose name changes.
    @idRef(
        failWhenMissing: true
        selector: ":not(:is(member, service, resource, operation))"
        errorMessage: "Only existing shapes can be renamed, and neither members nor services, resources, or operations."
    )
    key: String

    /// What to call it, without a namespace.
    value: Identifier
}

/// Text in CommonMark.
@private
@externalDocumentation("CommonMark Specification": "https://commonmark.org/")
@mediaType("text/markdown; charset=UTF-8; variant=CommonMark")
string CommonMark

/// Text that is usable as a shape name.
@private
@pattern("^(_+[a-zA-Z0-9]|[a-zA-Z])\\w*$")
string Identifier

// Documentation and housekeeping.

/// Describes a shape or member in CommonMark. A `///` comment is a shorter way
/// to write it.
@trait
string documentation

/// Links to further reading: titles on the left, URLs on the right.
@trait
@length(min: 1)
map externalDocumentation {
    /// Title of the link.
    key: NonEmptyString

    /// Where it leads.
    value: NonEmptyString
}

/// Shows how an operation is called and what comes back. The examples are
/// checked against the shapes of the operation.
@trait(selector: "operation")
list examples {
    member: Example
}

/// One call of an operation.
@private
structure Example {
    /// A short heading.
    @required
    title: String

    /// What the example demonstrates, in CommonMark.
    documentation: String

    /// Values of the input members.
    input: Document

    /// Values of the output members of a call that succeeds.
    output: Document

    /// The error of a call that fails.
    error: ExampleError

    /// Tolerates input that violates constraint traits, to show how it is
    /// refused.
    allowConstraintErrors: Boolean
}

/// The failure shown by an example.
@private
structure ExampleError {
    /// Which error is returned.
    @idRef(selector: "structure[trait|error]")
    shapeId: String

    /// Values of the error's members.
    content: Document
}

/// A human-friendly name for a shape, for headings and product names.
@trait
string title

/// Discourages further use of a shape or member.
@trait
structure deprecated {
    /// Why, and what to use instead.
    message: String

    /// The date or release that began the deprecation.
    since: String
}

/// The date or release that introduced a shape or member.
@trait
string since

/// Warns that a shape may still change incompatibly.
@trait
structure unstable {}

/// Keeps a shape out of everything that is shown or shipped to customers.
@trait(
    breakingChanges: [
        {
            change: "remove"
            severity: "WARNING"
            message: "Without @internal this shape becomes part of what customers see."
        }
    ]
)
structure internal {}

/// Hides a shape from other namespaces: only shapes of its own namespace can
/// refer to it.
@trait
structure private {}

/// Labels for grouping and filtering shapes.
@trait
list tags {
    member: String
}

/// Silences validation events on one shape, by event ID.
@trait
list suppress {
    @length(min: 1)
    member: String
}

// Constraints and the refinement of types.

/// Bounds the size of a value: characters of a string, bytes of a blob, entries
/// of a list or map. Both ends are inclusive.
@trait(selector: ":test(list, map, string, blob, member > :is(list, map, string, blob))")
structure length {
    /// The smallest permitted size.
    min: Long

    /// The largest permitted size.
    max: Long
}

/// Bounds a number. Both ends are inclusive.
@trait(selector: ":test(number, member > number)")
structure range {
    /// The smallest permitted number.
    min: BigDecimal

    /// The largest permitted number.
    max: BigDecimal
}

/// Accepts only strings that an ECMA 262 regular expression finds a match in.
/// Anchor it with `^` and `$` to describe the string as a whole.
@trait(
    selector: ":test(string, member > string)"
    breakingChanges: [
        {
            change: "add"
            severity: "WARNING"
            message: "A new @pattern is safe only if all values in use match it already."
        }
        {
            change: "update"
            severity: "NOTE"
            message: "Widen a @pattern rather than narrow it, or values in use may be refused."
        }
    ]
)
string pattern

/// Forbids equal items in a list.
@trait(
    selector: "list :not(> member ~> :is(float, double, document))"
    conflicts: [sparse]
    breakingChanges: [
        {
            change: "presence"
            severity: "WARNING"
        }
    ]
)
structure uniqueItems {}

/// Lets a list or map hold null in place of a value.
@trait(
    selector: ":is(list, map)"
    breakingChanges: [
        {
            change: "presence"
        }
    ]
)
structure sparse {}

/// Lists the permitted values of a string, the way IDL 1.0 did.
@trait(
    selector: "string :not(enum)"
    breakingChanges: [
        {
            change: "presence"
        }
    ]
)
@length(min: 1)
@deprecated(message: "Define an enum shape instead", since: "2.0")
list enum {
    member: EnumDefinition
}

/// One permitted value of a string.
@private
structure EnumDefinition {
    /// What is sent and received.
    @required
    value: NonEmptyString

    /// What generated code calls it.
    name: EnumConstantBodyName

    /// Describes the value, in CommonMark.
    documentation: String

    /// Labels for grouping and filtering.
    tags: NonEmptyStringList

    /// Discourages further use of the value.
    deprecated: Boolean
}

/// A constant's name in generated code, distinct within its enum.
@private
@pattern("^[a-zA-Z_]+[a-zA-Z_0-9]*$")
string EnumConstantBodyName

/// Sets what an enum or intEnum member is on the wire. `NAME = value` is a
/// shorter way to write it.
@trait(selector: ":is(enum, intEnum) > member")
@tags(["diff.error.const"])
document enumValue

/// Marks data that must not leak into logs, messages, or other output.
@trait(selector: ":not(:test(service, operation, resource, member))")
structure sensitive {}

/// Makes a shape a mixin, whose members and traits other shapes take over by
/// listing it after `with`.
@trait(selector: ":not(member)")
structure mixin {
    /// Traits that stay behind on the mixin.
    localTraits: LocalMixinTraitList
}

/// Several traits that are not passed on.
@private
list LocalMixinTraitList {
    member: LocalMixinTrait
}

/// The shape ID of a trait that is not passed on.
@idRef(
    selector: "[trait|trait]"
    failWhenMissing: true
    errorMessage: "Each entry of `localTraits` has to name an existing trait."
)
@private
string LocalMixinTrait

// Presence and absence of members.

/// Demands that a structure member is always set.
@trait(selector: "structure > member")
structure required {}

/// Encourages callers to set a member without forcing them to.
@trait(
    selector: "structure > member"
    conflicts: [required]
)
structure recommended {
    /// What is gained by setting it.
    reason: String
}

/// The value of a structure member that nobody set. On a shape of its own it
/// binds the members that target the shape: they repeat the value or say null.
/// Exists in IDL 2.0 only.
@trait(selector: ":is(simpleType, list, map, structure > member :test(> :is(simpleType, list, map)))")
document default

/// Records that a member got its default after it was first published, so that
/// generators can keep its optional type.
@trait(
    selector: "structure > member [trait|default]"
    breakingChanges: [
        {
            change: "remove"
        }
    ]
)
structure addedDefault {}

/// Lets clients treat a member as optional even if it is required, which keeps
/// the service free to relax it later.
@trait(selector: "structure > member")
structure clientOptional {}

/// An IDL 1.0 marker for values that can be absent and have no default. It has
/// no place in IDL 2.0.
@trait(
    selector: """
        :test(boolean, byte, short, integer, long, float, double,
        member > :test(boolean, byte, short, integer, long, float, double))"""
)
structure box {}

// Operations and their behavior.

/// Reserves a structure for being the input of one operation.
@trait(
    selector: "structure"
    conflicts: [output, error]
    breakingChanges: [
        {
            change: "presence"
        }
    ]
)
structure input {}

/// Reserves a structure for being the output of one operation.
@trait(
    selector: "structure"
    conflicts: [input, error]
    breakingChanges: [
        {
            change: "presence"
        }
    ]
)
structure output {}

/// Makes a structure an error that operations can return, and says which side
/// is to blame.
@trait(
    selector: "structure"
    conflicts: [trait]
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
enum error {
    /// The request was at fault.
    CLIENT = "client"

    /// The service was at fault.
    SERVER = "server"
}

/// Tells clients that the same request may succeed when sent again.
@trait(
    selector: "structure[trait|error]"
    breakingChanges: [
        {
            change: "remove"
        }
    ]
)
structure retryable {
    /// The service asks for fewer requests, so back off.
    throttling: Boolean
}

/// Promises that calling an operation changes nothing.
@trait(
    selector: "operation"
    conflicts: [idempotent]
    breakingChanges: [
        {
            change: "remove"
        }
    ]
)
structure readonly {}

/// Promises that repeating a request has no effect beyond that of the first.
@trait(
    selector: "operation"
    conflicts: [readonly]
    breakingChanges: [
        {
            change: "remove"
        }
    ]
)
structure idempotent {
    /// For create operations: the errors raised if the resource is there
    /// already. Empty if the call succeeds all the same.
    exists: IdempotentErrors

    /// For delete operations: the errors raised if the resource is not there.
    /// Empty if the call succeeds all the same.
    notFound: IdempotentErrors
}

/// Several shape IDs of errors.
@private
list IdempotentErrors {
    @idRef(selector: "[trait|error]")
    member: String
}

/// The input member by which a service recognizes a repeated request. Clients
/// fill it with a random UUID if the caller leaves it out.
@trait(
    selector: "structure > :test(member > string)"
    structurallyExclusive: "member"
    breakingChanges: [
        {
            change: "remove"
        }
    ]
)
@notProperty
structure idempotencyToken {}

/// Splits long results over several calls. On a service it sets what its
/// operations share; each operation adds the rest.
@trait(
    selector: ":is(service, operation)"
    breakingChanges: [
        {
            change: "remove"
        }
        {
            path: "/inputToken"
            change: "update"
        }
        {
            path: "/outputToken"
            change: "update"
        }
        {
            path: "/items"
            change: "remove"
        }
        {
            path: "/items"
            change: "add"
            severity: "NOTE"
        }
        {
            path: "/items"
            change: "update"
            severity: "NOTE"
        }
        {
            path: "/pageSize"
            change: "update"
        }
        {
            path: "/pageSize"
            change: "remove"
        }
    ]
)
structure paginated {
    /// Input member that takes the token of the page to fetch: an optional
    /// string, absent in the first call.
    inputToken: NonEmptyString

    /// Path to the output member that holds the token of the following page: an
    /// optional string, absent on the last page.
    outputToken: NonEmptyString

    /// Path to the list or map in the output that the pages are made of.
    items: NonEmptyString

    /// Input member, an optional integer, that caps the size of a page.
    pageSize: NonEmptyString
}

/// Announces that a service may hold a request open until it has something to
/// say. Clients wait at least as long as given here, unless their user
/// configured a timeout.
@trait(selector: "operation")
@unstable
structure longPoll {
    /// How many milliseconds to wait, at the least.
    @required
    @range(min: 1)
    timeoutMillis: Integer
}

/// Allows clients to compress the body of a request.
@trait(
    selector: "operation"
    breakingChanges: [
        {
            change: "remove"
            severity: "DANGER"
            message: "New clients stop compressing; clients in use do not, so keep decoding all former `encodings`."
        }
        {
            change: "remove"
            path: "/encodings"
            message: "The requestCompression trait cannot do without `encodings`."
        }
        {
            change: "add"
            severity: "NOTE"
            path: "/encodings/member"
            message: "Clients will use the added `encodings`, so make sure that the service decodes them from now on."
        }
        {
            change: "remove"
            severity: "DANGER"
            path: "/encodings/member"
            message: "New clients drop the removed `encodings`; clients in use do not, so keep decoding them."
        }
        {
            change: "update"
            severity: "DANGER"
            path: "/encodings/member"
            message: "New clients drop the replaced `encodings`; clients in use do not, so keep decoding them."
        }
    ]
)
structure requestCompression {
    /// Algorithms that the service understands, the preferred one first.
    @required
    encodings: RequestCompressionEncodingsList
}

/// Names of compression algorithms. They are plain strings because case does
/// not matter in them.
@private
list RequestCompressionEncodingsList {
    member: String
}

// Streaming.

/// Marks a blob that is too large or too open-ended to be held in memory; on a
/// union, marks a stream of events.
@trait(
    selector: ":is(blob, union)"
    structurallyExclusive: "target"
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
structure streaming {}

/// Demands that the size of a streaming blob is known before it is sent.
@trait(
    selector: "blob[trait|streaming]"
    breakingChanges: [
        {
            change: "presence"
        }
    ]
)
structure requiresLength {}

/// The member that makes up the body of an event.
@trait(
    selector: "structure > :test(member > :test(blob, string, structure, union))"
    conflicts: [eventHeader]
    structurallyExclusive: "member"
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
structure eventPayload {}

/// A member that travels in the headers of an event.
@trait(
    selector: """
        structure >
        :test(member > :test(boolean, byte, short, integer, long, blob, string, timestamp))"""
    conflicts: [eventPayload]
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
structure eventHeader {}

// Resources.

/// Says that the put operation of a resource creates, but never overwrites.
@trait(selector: "resource:test(-[put]->)")
structure noReplace {}

/// Connects a string or structure to the resources that it points to.
@trait(selector: ":is(structure, string)")
list references {
    member: Reference
}

/// A pointer to one resource.
@private
structure Reference {
    /// Shape ID of the resource.
    @required
    resource: NonEmptyString

    /// For each identifier of the resource, the string member of this structure
    /// that holds it. Not needed where the names are the same.
    ids: NonEmptyStringMap

    /// Pins the reference to the resource of one service. Otherwise it means
    /// whichever service is being called.
    service: NonEmptyString

    /// How the two relate, as a link relation of RFC 5988.
    rel: NonEmptyString
}

/// Names the resource identifier that a member supplies, where the member is
/// called something else.
@trait(
    selector: "structure > :test(member[trait|required] > string)"
    breakingChanges: [
        {
            change: "remove"
        }
    ]
)
@length(min: 1)
@notProperty
string resourceIdentifier

/// Ties a member to a property of the resource, under another name if needed.
@trait(
    selector: "structure > member"
    conflicts: [resourceIdentifier]
    breakingChanges: [
        {
            change: "remove"
        }
        {
            change: "update"
        }
    ]
)
structure property {
    /// Name of the property, where the member is called something else.
    name: String
}

/// Says that a member is no property of the resource. On a trait, says the same
/// of all members that carry it.
@trait(
    selector: ":is(operation -[input, output]-> structure > member, [trait|trait])"
    breakingChanges: [
        {
            change: "add"
        }
    ]
)
@notProperty
structure notProperty {}

/// Looks for the resource's properties inside this member instead of at the top
/// of an input or output.
@trait(
    selector: "operation -[input, output]-> structure > member :test(> structure)"
    structurallyExclusive: "member"
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
@notProperty
structure nestedProperties {}

// Authentication.

/// The schemes that a service or operation accepts, the preferred one first.
/// An empty list stands for none.
@trait(selector: ":is(service, operation)")
@uniqueItems
list auth {
    member: AuthTraitReference
}

/// The shape ID of an authentication scheme.
@idRef(selector: "[trait|authDefinition]")
@private
string AuthTraitReference

/// Permits calls to an operation from callers who do not identify themselves.
@trait(
    selector: "operation"
    breakingChanges: [
        {
            change: "remove"
        }
    ]
)
structure optionalAuth {}

/// User name and password in the `Authorization` header (HTTP Basic).
@trait(
    selector: "service"
    breakingChanges: [
        {
            change: "remove"
        }
    ]
)
@authDefinition
@externalDocumentation("RFC 2617": "https://tools.ietf.org/html/rfc2617.html")
structure httpBasicAuth {}

/// Challenge and response in the `Authorization` header (HTTP Digest).
@trait(
    selector: "service"
    breakingChanges: [
        {
            change: "remove"
        }
    ]
)
@authDefinition
@externalDocumentation("RFC 2617": "https://tools.ietf.org/html/rfc2617.html")
structure httpDigestAuth {}

/// A token in the `Authorization` header (HTTP Bearer).
@trait(
    selector: "service"
    breakingChanges: [
        {
            change: "remove"
        }
    ]
)
@authDefinition
@externalDocumentation("RFC 6750": "https://tools.ietf.org/html/rfc6750.html")
structure httpBearerAuth {}

/// A key of the service's own making, sent in a header or in the query string.
@trait(
    selector: "service"
    breakingChanges: [
        {
            change: "remove"
        }
    ]
)
@authDefinition
structure httpApiKeyAuth {
    /// Which header or query parameter carries the key.
    @required
    name: NonEmptyString

    /// Where the key is sent.
    @required
    in: HttpApiKeyLocations

    /// Word to put before the key in the header. Makes sense only with
    /// `in: "header"`.
    scheme: NonEmptyString
}

/// Places for an API key.
@private
enum HttpApiKeyLocations {
    /// A request header.
    HEADER = "header"

    /// The query string.
    QUERY = "query"
}

// Serialization.

/// Sets the media type of what a blob or string holds, such as `image/png`.
@trait(
    selector: ":is(blob, string)"
    breakingChanges: [
        {
            change: "remove"
        }
    ]
)
string mediaType

/// Selects how a timestamp is written.
@trait(
    selector: ":test(timestamp, member > timestamp)"
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
enum timestampFormat {
    /// RFC 3339 text in UTC, such as `2024-02-29T12:00:00.5Z`.
    DATE_TIME = "date-time"

    /// Seconds from the start of 1970 in UTC as a number, which may have a
    /// fraction, such as `1709208000.5`.
    EPOCH_SECONDS = "epoch-seconds"

    /// The date format of HTTP headers, such as
    /// `Thu, 29 Feb 2024 12:00:00 GMT`.
    HTTP_DATE = "http-date"
}

/// Gives a member another name in JSON.
@trait(
    selector: ":is(structure, union) > member"
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
string jsonName

/// Writes a member as an attribute of its XML element.
@trait(
    selector: "structure > :test(member > :test(boolean, number, string, timestamp))"
    conflicts: [xmlNamespace]
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
structure xmlAttribute {}

/// Leaves out the wrapping XML element of a list or map, and writes its entries
/// straight into the structure or union.
@trait(
    selector: ":is(structure, union) > :test(member > :test(list, map))"
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
structure xmlFlattened {}

/// Gives a shape or member another name in XML. A namespace prefix may precede
/// it.
@trait(
    selector: ":is(structure, union, member)"
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
@pattern("^[a-zA-Z_][a-zA-Z_0-9-]*(:[a-zA-Z_][a-zA-Z_0-9-]*)?$")
string xmlName

/// Declares an XML namespace on an element.
@trait(
    selector: ":is(service, member, simpleType, list, map, structure, union)"
    conflicts: [xmlAttribute]
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
structure xmlNamespace {
    /// Identifies the namespace.
    @required
    uri: NonEmptyString

    /// Short name to declare for it; omit to make it the default namespace.
    @pattern("^[a-zA-Z_][a-zA-Z_0-9-]*$")
    prefix: NonEmptyString
}

// HTTP bindings.

/// Sets the method, URI, and success status of an operation.
@trait(
    selector: "operation"
    breakingChanges: [
        {
            change: "remove"
        }
        {
            path: "/method"
            change: "update"
        }
        {
            path: "/uri"
            change: "update"
        }
        {
            path: "/code"
            change: "update"
        }
        {
            path: "/code"
            change: "presence"
            severity: "DANGER"
            message: "This is compatible only where the code in question is 200, the default."
        }
    ]
)
structure http {
    /// GET, POST, or another HTTP method.
    @required
    method: NonEmptyString

    /// Path with optional query literals. Input members fill its `{labels}`; a
    /// `{label+}` takes several segments.
    @required
    uri: NonEmptyString

    /// Status code to answer with on success.
    @range(min: 100, max: 999)
    code: Integer = 200
}

/// Fills the URI label of the same name with an input member.
@trait(
    selector: "structure > member[trait|required] :test(> :test(string, number, boolean, timestamp))"
    conflicts: [httpHeader, httpQuery, httpPrefixHeaders, httpPayload, httpResponseCode, httpQueryParams]
    breakingChanges: [
        {
            change: "presence"
        }
    ]
)
structure httpLabel {}

/// Sends an input member as the query parameter of the given name.
@trait(
    selector: """
        structure > member
        :test(> :test(string, number, boolean, timestamp),
        > list > member > :test(string, number, boolean, timestamp))"""
    conflicts: [httpLabel, httpHeader, httpPrefixHeaders, httpPayload, httpResponseCode, httpQueryParams]
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
@length(min: 1)
string httpQuery

/// Sends each entry of a map as a query parameter.
@trait(
    selector: """
        structure > member
        :test(> map > member[id|member=value] > :test(string, list > member > string))"""
    structurallyExclusive: "member"
    conflicts: [httpLabel, httpQuery, httpHeader, httpPayload, httpResponseCode, httpPrefixHeaders]
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
structure httpQueryParams {}

/// Carries a member in the HTTP header of the given name.
@trait(
    selector: """
        structure > :test(member > :test(boolean, number, string, timestamp,
        list > member > :test(boolean, number, string, timestamp)))"""
    conflicts: [httpLabel, httpQuery, httpPrefixHeaders, httpPayload, httpResponseCode, httpQueryParams]
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
@length(min: 1)
string httpHeader

/// Carries each entry of a map in an HTTP header whose name starts with the
/// given prefix.
@trait(
    selector: """
        structure > member
        :test(> map :not([trait|sparse]) > member[id|member=value] > string)"""
    structurallyExclusive: "member"
    conflicts: [httpLabel, httpQuery, httpHeader, httpPayload, httpResponseCode, httpQueryParams]
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
string httpPrefixHeaders

/// Makes one member the whole HTTP body.
@trait(
    selector: "structure > member"
    conflicts: [httpLabel, httpQuery, httpHeader, httpPrefixHeaders, httpResponseCode, httpQueryParams]
    structurallyExclusive: "member"
    breakingChanges: [
        {
            change: "presence"
        }
    ]
)
structure httpPayload {}

/// Sets the status code that an error is returned with.
@trait(
    selector: "structure[trait|error]"
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
integer httpError

/// Reads the response's status code into an output member, or sets the code
/// from it.
@trait(
    selector: "structure :not([trait|input]) > member :test(> integer)"
    structurallyExclusive: "member"
    conflicts: [httpLabel, httpQuery, httpHeader, httpPrefixHeaders, httpPayload, httpQueryParams]
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
structure httpResponseCode {}

/// Demands a checksum of the request body: `Content-MD5`, unless the service
/// has agreed on something else.
@unstable
@trait(selector: "operation")
structure httpChecksumRequired {}

/// Opens a service to scripts of web pages from other origins.
@trait(
    selector: "service"
    breakingChanges: [
        {
            change: "remove"
        }
    ]
)
structure cors {
    /// The one origin that may call. Give this or `origins`, not both.
    origin: NonEmptyString = "*"

    /// Origins that may call, under names of your choice, so that each stage
    /// can pick its own. Give this or `origin`, not both.
    origins: NonEmptyStringMap

    /// How many seconds a browser may remember a preflight answer; -1 for not
    /// at all.
    maxAge: Integer = 600

    /// Request headers to allow beyond those that the model binds and the
    /// protocol needs.
    additionalAllowedHeaders: NonEmptyStringList

    /// Response headers to expose beyond those that the model binds and the
    /// protocol needs.
    additionalExposedHeaders: NonEmptyStringList
}

// Shapes without a declaration of their own.

/// Marks the list or map that a member declares in the place of a target, such
/// as `[String]`. The compiler puts it there; nobody else does.
@trait(
    selector: ":is(list, map)[id|name^='_Synthetic']"
)
structure synthetic {}

// Operations with a host of their own.

/// Sends an operation to a host of its own.
@trait(
    selector: "operation"
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
structure endpoint {
    /// Goes in front of the service's host name. Input members fill its
    /// `{labels}`.
    @required
    hostPrefix: NonEmptyString
}

/// Fills the host prefix label of the same name with an input member.
@trait(
    selector: "structure > :test(member[trait|required] > string)"
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
structure hostLabel {}
