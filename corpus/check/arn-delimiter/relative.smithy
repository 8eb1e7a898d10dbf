$version: "2"

namespace example.bank

use aws.api#arn

@arn(template: "account/{id}", resourceDelimiter: ":")
resource Account {
    identifiers: { id: String }
}
