$version: "2.0"

namespace smithy.framework

/// The common error for input that breaks a constraint of the model or of its
/// documentation.
@error("client")
structure ValidationException {
    /// Sums up what is wrong with the input.
    @required
    message: String

    /// The violations one by one. A member that breaks several constraints may
    /// be listed several times.
    fieldList: ValidationExceptionFieldList
}

/// One violation found in the input.
structure ValidationExceptionField {
    /// JSON Pointer to the offending member.
    @required
    path: String

    /// Tells in detail what is wrong there.
    @required
    message: String
}

/// Several violations.
list ValidationExceptionFieldList {
    member: ValidationExceptionField
}
