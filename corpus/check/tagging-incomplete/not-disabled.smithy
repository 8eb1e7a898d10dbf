$version: "2"

namespace example.bank

use aws.api#arn
use aws.api#tagEnabled
use aws.api#taggable

@tagEnabled
service Bank {
    version: "1"
    operations: [TagResource, UntagResource]
    resources: [Account]
}

@arn(template: "account/{id}")
@taggable
resource Account {
    identifiers: { id: String }
}

operation TagResource {
    input := {
        @required
        resourceArn: String
        tags: Tags
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
