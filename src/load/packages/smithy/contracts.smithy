$version: "2.0"

namespace smithy.contracts

/// Demands of the values of a shape that all of these conditions hold.
@trait(selector: ":not(:test(service, operation, resource))")
map conditions {
    /// What the condition is called.
    key: ConditionName

    /// What it demands.
    value: Condition
}

/// A condition's name in UpperCamelCase.
@pattern("^[A-Z]+[A-Za-z0-9]*$")
string ConditionName

/// A demand on a value.
structure Condition {
    /// JMESPath over the value; the condition holds if the result is `true`.
    @required
    expression: String

    /// Explains the condition to people, in CommonMark if desired.
    @required
    documentation: String
}
