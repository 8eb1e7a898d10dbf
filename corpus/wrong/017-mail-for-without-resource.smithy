// 1 mistake: line 13
$version: "2.0"

namespace com.acme.mail

resource Folder {
    identifiers: { folderId: String }
    read: GetFolder
}

@readonly
operation GetFolder {
    input := for Foldr {
        @required
        $folderId
    }
}
