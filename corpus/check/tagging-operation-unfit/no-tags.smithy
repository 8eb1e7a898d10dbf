$version: "2"

namespace example.bank

use aws.api#arn
use aws.api#tagEnabled
use aws.api#taggable

@tagEnabled(disableDefaultOperations: true)
service Bank {
    version: "1"
    operations: [TagResource, UntagResource, ListTagsForResource]
    resources: [Account]
}

@arn(template: "account/{id}")
@taggable
resource Account {
    identifiers: { id: String }
}

operation TagResource {
    input := {
        resourceArn: String
    }
}

operation UntagResource {
    input := {
        @required
        resourceArn: String
        tagKeys: TagKeys
    }
}

operation ListTagsForResource {
    input := {
        @required
        resourceArn: String
    }
    output := {
        tags: Tags
    }
}

map Tags {
    key: String
    value: String
}

list TagKeys {
    member: String
}
