$version: "2.0"

namespace example.plants

@idRef
string AnyShape

@trait
structure relatedTo {
    shape: AnyShape
    others: Others
    text: String
}

list Others {
    member: AnyShape
}

@trait
@idRef
string seeAlso

@relatedTo(
    shape: Leaf
    others: [Stem, Tree$leaf, String, "no.such#Shape"]
    text: "example.plants#Leaf"
)
structure Tree {
    @seeAlso(example.plants#true)
    leaf: Leaf
}

string Leaf

string Stem

string true
