$version: "2.0"

namespace smithy.waiters

/// Names the states that callers may want to wait for by calling an operation
/// again and again, and says how each is recognized.
@trait(selector: "operation :not(-[input, output]-> structure > member > union[trait|streaming])")
@length(min: 1)
map waitable {
    /// Name of the waiter, such as `BucketExists`.
    key: WaiterName

    /// How it waits.
    value: Waiter
}

/// A waiter's name in UpperCamelCase.
@pattern("^[A-Z]+[A-Za-z0-9]*$")
string WaiterName

/// Calls an operation until one of its acceptors ends the wait.
@private
structure Waiter {
    /// Describes the waiter, in CommonMark.
    documentation: String

    /// Judges each response; the first acceptor that matches decides.
    @required
    acceptors: Acceptors

    /// The shortest pause between two calls, in seconds. `maxDelay` is at least
    /// as long.
    minDelay: WaiterDelay = 2

    /// The longest pause between two calls, in seconds.
    maxDelay: WaiterDelay = 120

    /// Discourages further use, because the waiter has been superseded or has
    /// become unnecessary.
    deprecated: Boolean

    /// Labels for grouping and filtering.
    tags: NonEmptyStringList
}

/// A pause of at least one second, in whole seconds.
@range(min: 1)
integer WaiterDelay

/// One or more acceptors, in the order in which they are tried.
@private
@length(min: 1)
list Acceptors {
    member: Acceptor
}

/// Draws a conclusion from a response that matches.
@private
structure Acceptor {
    /// The conclusion.
    @required
    state: AcceptorState

    /// The condition on the response.
    @required
    matcher: Matcher

    /// JMESPath to a string in the output that explains a failure to people.
    /// Belongs on acceptors whose state is `failure`.
    message: String
}

/// What happens to the wait once an acceptor matches.
@private
enum AcceptorState {
    /// Stop: what was waited for has happened.
    SUCCESS = "success"

    /// Stop: what was waited for will not happen.
    FAILURE = "failure"

    /// Pause, then call again. Also applies if no acceptor matches.
    RETRY = "retry"
}

/// A condition on the outcome of a call.
@private
union Matcher {
    /// Compares a part of the output of a successful call.
    output: PathMatcher

    /// Compares a part of the input or output of a successful call. The path
    /// starts at an object whose fields are `input` and `output`; the operation
    /// has to have both.
    inputOutput: PathMatcher

    /// Matches one kind of error. A full shape ID matches that shape only, a
    /// bare name that name in whichever namespace.
    errorType: String

    /// True matches calls that succeed, false those that fail in any way.
    success: Boolean
}

/// Compares the value found at a path.
@private
structure PathMatcher {
    /// Where to look, in JMESPath.
    @required
    path: String

    /// What to find there, as text.
    @required
    expected: String

    /// How to compare the two.
    @required
    comparator: PathComparator
}

/// Ways of comparing a found value to the expected text.
@private
enum PathComparator {
    /// The value is this string.
    STRING_EQUALS = "stringEquals"

    /// The value is the boolean that is spelled `true` or `false`.
    BOOLEAN_EQUALS = "booleanEquals"

    /// The value is a list that consists of nothing but this string.
    ALL_STRING_EQUALS = "allStringEquals"

    /// The value is a list that contains this string.
    ANY_STRING_EQUALS = "anyStringEquals"
}

/// Several texts, none of them empty.
@private
list NonEmptyStringList {
    member: NonEmptyString
}

/// Text with at least one character.
@private
@length(min: 1)
string NonEmptyString
