$version: "2.0"

namespace com.example.todo

use aws.protocols#restJson1

/// Keeps a list of things to do.
@restJson1
@title("Todo list")
service TodoService {
    version: "2026-01-01"
    resources: [Todo]
}

/// One thing to do.
resource Todo {
    identifiers: { id: TodoId }
    properties: { title: String, done: Boolean }
    create: CreateTodo
    read: GetTodo
    list: ListTodos
    delete: DeleteTodo
}

/// Identifies a todo.
@length(min: 1)
string TodoId

/// Adds a todo.
@http(method: "POST", uri: "/todos", code: 201)
operation CreateTodo {
    input := for Todo {
        /// What is to be done.
        @required
        $title

        /// Whether it has been done already.
        $done = false
    }
    output := with [TodoFields] {}
}

/// Fetches one todo.
@readonly
@http(method: "GET", uri: "/todos/{id}")
operation GetTodo {
    input := for Todo {
        @required
        @httpLabel
        $id
    }
    output := with [TodoFields] {}
    errors: [TodoNotFound]
}

/// Lists the todos, oldest first.
@readonly
@http(method: "GET", uri: "/todos")
operation ListTodos {
    input := {
        /// Leave out those that are done.
        @httpQuery("open")
        openOnly: Boolean

        /// How many to return at most.
        @httpQuery("limit")
        limit: Integer
    }
    output := {
        /// The todos.
        @required
        items: TodoList

        /// How many there are.
        @required
        total: Integer
    }
}

/// Removes one todo.
@idempotent
@http(method: "DELETE", uri: "/todos/{id}", code: 204)
operation DeleteTodo {
    input := for Todo {
        @required
        @httpLabel
        $id
    }
    errors: [TodoNotFound]
}

@mixin
structure TodoFields for Todo {
    @required
    $id

    @required
    $title

    @required
    $done
}

/// A todo as lists hold it.
structure TodoSummary with [TodoFields] {}

list TodoList {
    member: TodoSummary
}

/// There is no todo with this id.
@error("client")
@httpError(404)
structure TodoNotFound {
    @required
    message: String

    /// The id that was asked for.
    id: TodoId
}
