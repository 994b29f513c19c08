package asynctb.render;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Validates against a schema made closed: where it names members, others are errors, as if
 * {@code unevaluatedProperties: false} stood there. It knows the keywords that the output's schema uses and refuses any
 * other, so that none goes unchecked.
 */
final class ClosedSchema {
    private final JsonNode root;

    private ClosedSchema(JsonNode root) {
        this.root = root;
    }

    static ClosedSchema ofOutput() {
        return new ClosedSchema(new ObjectMapper()
                .readTree(Path.of("../docs/contract/output.schema.json").toFile()));
    }

    /** What is wrong with a document, each with its place; empty if nothing is. */
    List<String> errors(JsonNode document) {
        var errors = new ArrayList<String>();
        check(root, document, "", errors);
        return errors;
    }

    private void check(JsonNode schema, JsonNode value, String at, List<String> errors) {
        for (String keyword : schema.propertyNames()) {
            JsonNode argument = schema.path(keyword);
            switch (keyword) {
                case "$schema", "$defs", "title", "description", "examples", "properties", "format" -> {}
                case "$ref" -> check(root.at(argument.asString().substring(1)), value, at, errors);
                case "type" -> type(argument, value, at, errors);
                case "const" -> require(argument.equals(value), at + " is not " + argument, errors);
                case "enum" -> require(holds(argument, value), at + " is none of " + argument, errors);
                case "pattern" -> pattern(argument.asString(), value, at, errors);
                case "anyOf" -> anyOf(argument, value, at, errors);
                case "items" -> items(argument, value, at, errors);
                case "required" -> required(argument, value, at, errors);
                case "additionalProperties" -> {
                    for (String name : value.propertyNames()) {
                        check(argument, value.path(name), at + "/" + name, errors);
                    }
                }
                default -> throw new AssertionError("This validator does not know the keyword " + keyword);
            }
        }
        if (schema.has("properties") && value.isObject()) {
            members(schema.path("properties"), value, at, errors);
        }
    }

    private void members(JsonNode properties, JsonNode value, String at, List<String> errors) {
        for (String name : value.propertyNames()) {
            if (properties.has(name)) {
                check(properties.path(name), value.path(name), at + "/" + name, errors);
            } else {
                errors.add(at + "/" + name + " is not in the schema");
            }
        }
        // Every member that the schema names is always written, whether the schema itself requires it or not.
        for (String name : properties.propertyNames()) {
            require(value.has(name), at + "/" + name + " is missing", errors);
        }
    }

    private void anyOf(JsonNode choices, JsonNode value, String at, List<String> errors) {
        var all = new ArrayList<String>();
        for (JsonNode choice : choices) {
            var found = new ArrayList<String>();
            check(choice, value, at, found);
            if (found.isEmpty()) {
                return;
            }
            all.addAll(found);
        }
        errors.addAll(all);
    }

    private void items(JsonNode schema, JsonNode value, String at, List<String> errors) {
        for (int i = 0; i < value.size() && value.isArray(); i++) {
            check(schema, value.path(i), at + "/" + i, errors);
        }
    }

    private static void required(JsonNode names, JsonNode value, String at, List<String> errors) {
        for (JsonNode name : names) {
            require(
                    !value.isObject() || value.has(name.asString()),
                    at + "/" + name.asString() + " is missing",
                    errors);
        }
    }

    private static void type(JsonNode types, JsonNode value, String at, List<String> errors) {
        boolean fits = types.isString() && is(types.asString(), value);
        for (JsonNode type : types) {
            fits |= is(type.asString(), value);
        }
        require(fits, at + " is no " + types, errors);
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new AssertionError("There is no type " + type);
        };
    }

    private static boolean holds(JsonNode choices, JsonNode value) {
        for (JsonNode choice : choices) {
            if (choice.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static void pattern(String pattern, JsonNode value, String at, List<String> errors) {
        boolean fits = !value.isString()
                || Pattern.compile(pattern).matcher(value.asString()).find();
        require(fits, at + " does not look like " + pattern, errors);
    }

    private static void require(boolean holds, String error, List<String> errors) {
        if (!holds) {
            errors.add(error);
        }
    }
}
