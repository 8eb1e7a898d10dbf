// 1 mistake: line 8
$version: "2.0"

namespace com.acme.notes

string NoteId

namespace com.acme.tags

string TagId
