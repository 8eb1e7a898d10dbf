$version: "2.0"

namespace aws.auth

// Signature Version 4.

/// Signs requests by AWS Signature Version 4: a keyed hash made with the secret
/// half of an access key.
@authDefinition(
    traits: [unsignedPayload]
)
@externalDocumentation(Reference: "https://docs.aws.amazon.com/general/latest/gr/signature-version-4.html")
@trait(
    selector: "service"
    breakingChanges: [
        {
            change: "remove"
            message: "Clients in use sign by this scheme and will fail once it is gone."
        }
    ]
)
structure sigv4 {
    /// Name of the service within the signature. Expected to be the
    /// `arnNamespace` of `aws.api#service` and the `name` of
    /// `aws.auth#sigv4a`, where those are given.
    @externalDocumentation(Reference: "https://docs.aws.amazon.com/general/latest/gr/sigv4-create-string-to-sign.html")
    @length(min: 1)
    @required
    name: String
}

/// Signs requests by AWS Signature Version 4A: with a key pair derived from the
/// access key, so that one signature can be valid in several regions.
@authDefinition(
    traits: [unsignedPayload]
)
@externalDocumentation(
    Reference: "https://docs.aws.amazon.com/general/latest/gr/signature-version-4.html"
    Examples: "https://github.com/aws-samples/sigv4a-signing-examples"
)
@trait(
    selector: "service[trait|aws.auth#sigv4]"
    breakingChanges: [
        {
            change: "remove"
            message: "Clients in use sign by this scheme and will fail once it is gone."
        }
    ]
)
structure sigv4a {
    /// Name of the service within the signature. Expected to be the
    /// `arnNamespace` of `aws.api#service`, where that is given, and the
    /// `name` of `aws.auth#sigv4`.
    @externalDocumentation(Reference: "https://docs.aws.amazon.com/general/latest/gr/sigv4-create-string-to-sign.html")
    @length(min: 1)
    @required
    name: String
}

/// Keeps the body of an operation's request out of its signature.
@trait(selector: "operation")
structure unsignedPayload {}

// Amazon Cognito.

/// Identifies callers by tokens from Amazon Cognito user pools.
@authDefinition
@internal
@tags(["internal"])
@trait(selector: "service")
structure cognitoUserPools {
    /// ARNs of the user pools, such as
    /// `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Ab12Cd34E`.
    @required
    providerArns: StringList
}

/// OAuth scopes that a token from a user pool needs for calling an operation.
@internal
@tags(["internal"])
@length(min: 1)
@trait(selector: "service[trait|aws.auth#cognitoUserPools] ~> operation")
list cognitoUserPoolsScopes {
    member: String
}

/// Several texts.
@private
list StringList {
    member: String
}
