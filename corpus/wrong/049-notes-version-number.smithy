// 1 mistake: line 2
$version: 2.0

namespace com.acme.notes

string NoteId
