$version: "2.0"

namespace com.example.kitchen

use aws.protocols#restJson1
use com.example.pantry#CountJars
use com.example.pantry#Cupboard

/// Everything at once.
///
/// A """quoted""" word, a back\slash, and a <b>bold</b> one.
@restJson1
@title("The kitchen")
service Kitchen {
    version: "2026-01-01"
    operations: [
        PutEverything
        PutDefaults
        SendDefaults
        PutMoments
        PutBindings
        PutLabels
        PutQuery
        PutHeaders
        PutStructure
        PutUnion
        PutBlob
        PutPicture
        PutString
        PutPage
        PutColor
        PutDocument
        Upload
        Download
        PutHosted
        PutToken
        PutHeaderToken
        DoNothing
        PutEmpty
        PutClash
        PutSecrets
        Fail
        OldThing
        Explain
        CountJars
    ]
    resources: [
        Dish
        Cupboard
    ]
    errors: [
        Broken
        Busy
        Flooded
    ]
    rename: {
        "com.example.pantry#Circle": "PantryCircle"
    }
}

/// What is cooked.
resource Dish {
    identifiers: { dishId: String }
    properties: { name: String, servings: Integer }
    put: PutDish
    read: ReadDish
    update: UpdateDish
    delete: DeleteDish
    list: ListDishes
    operations: [
        ServeDish
        Taste
    ]
    collectionOperations: [
        DiscardDishes
    ]
}

@idempotent
@http(method: "PUT", uri: "/dishes/{dishId}")
operation PutDish {
    input := for Dish {
        @required
        @httpLabel
        $dishId

        @required
        $name

        $servings = 1
    }

    output := for Dish {
        @required
        $dishId

        $name

        $servings
    }
}

@readonly
@http(method: "GET", uri: "/dishes/{dishId}")
operation ReadDish {
    input := for Dish {
        @required
        @httpLabel
        $dishId
    }

    output := for Dish {
        @required
        $dishId

        $name

        $servings
    }

    errors: [
        NotFoundError
    ]
}

@http(method: "PATCH", uri: "/dishes/{dishId}")
operation UpdateDish {
    input := for Dish {
        @required
        @httpLabel
        $dishId

        $name

        $servings
    }

    output := {}
}

@idempotent
@http(method: "DELETE", uri: "/dishes/{dishId}", code: 204)
operation DeleteDish {
    input := for Dish {
        @required
        @httpLabel
        $dishId
    }
}

@readonly
@http(method: "GET", uri: "/dishes")
operation ListDishes {
    output := {
        @required
        dishes: DishNames
    }
}

list DishNames {
    member: String
}

/// Serves a dish.
@http(method: "POST", uri: "/dishes/{dishId}/serve", code: 202)
operation ServeDish {
    input := for Dish {
        @required
        @httpLabel
        $dishId
    }
}

/// Tastes a dish.
@readonly
@http(method: "GET", uri: "/dishes/{dishId}/taste")
operation Taste {
    input := for Dish {
        @required
        @httpLabel
        $dishId
    }

    output := {
        @notProperty
        verdict: String
    }
}

/// Throws all dishes away.
@http(method: "POST", uri: "/discard")
operation DiscardDishes {
    output := {
        count: Integer
    }
}
