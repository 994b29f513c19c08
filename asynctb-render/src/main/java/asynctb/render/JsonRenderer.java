package asynctb.render;

import asynctb.model.Child;
import asynctb.model.Context;
import asynctb.model.Extraction;
import asynctb.model.Findings;
import asynctb.model.FoundObject;
import asynctb.model.Frame;
import asynctb.model.ObjectInfo;
import asynctb.model.Problem;
import asynctb.model.Reference;
import asynctb.model.Stack;
import asynctb.model.TargetInfo;
import asynctb.model.ThreadInfo;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contract with programs, {@code docs/contract/output.schema.json}: every member that it names is always written. */
final class JsonRenderer implements Renderer {
    private static final int FORMAT = 1;

    private final RenderOptions options;
    private final Appendable out;
    private final JsonWriter json;
    private final ByPlace<String> places;
    private boolean begun;

    JsonRenderer(RenderOptions options, Appendable out) {
        this.options = options;
        this.out = out;
        this.json = new JsonWriter(out, options.ascii());
        this.places = new ByPlace<>(this::place);
    }

    @Override
    public void add(Extraction extraction) throws IOException {
        begin();
        json.line().open('{').name("target");
        target(extraction.target());
        json.line().name("stacks").open('[');
        for (Stack stack : extraction.stacks()) {
            stack(stack);
        }
        json.close(']').line().name("tasks").open('[');
        for (Stack task : extraction.tasks()) {
            stack(task);
        }
        json.close(']');
        json.name("found").open('[').close(']');
        problems(extraction.problems(), null);
        json.close('}').flush();
    }

    /** Writes what a search has found. */
    void add(Findings findings) throws IOException {
        begin();
        json.line().open('{').name("target");
        target(findings.target());
        json.name("stacks").open('[').close(']').name("tasks").open('[').close(']');
        json.line().name("found").open('[');
        for (FoundObject found : findings.objects()) {
            json.line();
            object(new ObjectInfo(found.info().type(), found.info().address(), FoundWords.of(found, true)));
        }
        json.close(']');
        problems(findings.problems(), null);
        json.close('}').flush();
    }

    @Override
    public void finish(List<Problem> problems) throws IOException {
        begin();
        json.close(']').line();
        problems(problems, null);
        json.close('}').flush();
        out.append('\n');
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            json.open('{').name("format").number(FORMAT);
            json.name("tool").open('{').name("name").string(Tool.NAME);
            json.name("version").string(Tool.version()).close('}');
            json.name("processes").open('[');
        }
    }

    private void target(TargetInfo target) throws IOException {
        json.open('{').name("kind").string(target.kind().id());
        json.name("pid").number(target.pid()).name("parent_pid").number(target.parentPid());
        json.name("implementation").string(target.implementation());
        json.name("version").string(target.version());
        json.name("executable").string(target.executable());
        json.name("command").open('[');
        for (String word : target.command()) {
            json.string(word);
        }
        json.close(']').name("taken_at");
        json.string(target.takenAt() == null ? null : target.takenAt().toString());
        json.name("consistency").string(target.consistency().id());
        json.name("paused_ms").number(target.pausedMillis()).close('}');
    }

    /** A stack whose children are being written. */
    private record Open(
            Iterator<Child> children,
            List<Problem> problems,
            @Nullable Problem limit) {}

    /** Writes a stack and all below it. A chain of tasks may be longer than what calls can nest. */
    private void stack(Stack root) throws IOException {
        Deque<Open> open = new ArrayDeque<>();
        open.push(begin(root));
        while (!open.isEmpty()) {
            Open innermost = open.element();
            if (!innermost.children.hasNext()) {
                json.close(']');
                problems(innermost.problems, innermost.limit);
                json.close('}');
                open.pop();
                continue;
            }
            switch (innermost.children.next()) {
                case Stack below -> open.push(begin(below));
                case Reference reference -> reference(reference);
                case Context context -> context(context);
            }
        }
    }

    private Open begin(Stack stack) throws IOException {
        var limited = Narrowing.limit(stack, options.limit(), options.showHidden());
        json.line().open('{').name("kind").string(stack.kind().id());
        json.name("id").string(stack.id());
        json.name("selector").string(stack.selector());
        json.name("name").string(stack.name());
        object("root", stack.root());
        thread(stack.thread());
        json.name("library").string(stack.library());
        json.name("state").string(stack.state().id());
        json.name("state_text").string(stack.stateText());
        object("waits_for", stack.waitsFor());
        json.name("awaited_by").open('[');
        for (String id : stack.awaitedBy()) {
            json.string(id);
        }
        json.close(']').name("frames").open('[');
        for (Frame frame : limited.frames()) {
            frame(frame);
        }
        json.close(']');
        object("leaf", stack.leaf());
        json.name("children").open('[');
        return new Open(stack.children().iterator(), stack.problems(), limited.problem());
    }

    private void reference(Reference reference) throws IOException {
        json.line().open('{').name("kind").string("reference");
        json.name("id").string(reference.id());
        json.name("name").string(reference.name()).close('}');
    }

    private void thread(@Nullable ThreadInfo thread) throws IOException {
        json.name("thread");
        if (thread == null) {
            json.nothing();
            return;
        }
        json.open('{').name("ident").number(thread.ident());
        json.name("native_id").number(thread.nativeId());
        json.name("daemon").bool(thread.daemon());
        json.name("interpreter").number(thread.interpreter());
        json.name("attributes").open('{');
        for (Map.Entry<String, Object> attribute : thread.attributes().entrySet()) {
            json.foreignName(attribute.getKey());
            attribute(attribute.getValue());
        }
        json.close('}').close('}');
    }

    private void attribute(Object value) throws IOException {
        if (value instanceof Boolean truth) {
            json.bool(truth);
        } else if (value instanceof Number number) {
            json.number(number);
        } else {
            json.string(value.toString());
        }
    }

    private void frame(Frame frame) throws IOException {
        json.line().open('{').name("address").address(frame.address());
        json.members(places.of(frame));
        object("origin", frame.origin());
        locals(frame.locals());
        json.name("contexts").open('[');
        for (Context context : frame.contexts()) {
            context(context);
        }
        json.close(']');
        problems(frame.problems(), null);
        json.close('}');
    }

    /** The members that are the same for all frames at one place in the code. */
    private String place(Frame frame) {
        var part = new JsonWriter(out, options.ascii());
        part.name("function").string(frame.function());
        part.name("qualname").string(frame.qualname());
        part.name("class").string(frame.className());
        part.name("module").string(frame.module());
        part.name("file").string(frame.file());
        part.name("line").known(frame.line(), 1);
        part.name("end_line").known(frame.position().endLine(), 1);
        part.name("column").known(frame.position().column(), 0);
        part.name("end_column").known(frame.position().endColumn(), 0);
        part.name("text").string(frame.text());
        part.name("hide").bool(frame.hide()).name("hide_line").bool(frame.hideLine());
        return part.text();
    }

    private void context(Context context) throws IOException {
        json.open('{').name("kind").string("context");
        object("obj", context.obj());
        json.name("is_async").bool(context.isAsync());
        json.name("is_entering").bool(context.isEntering());
        json.name("is_exiting").bool(context.isExiting());
        json.name("varname").string(context.varname());
        json.name("start_line").known(context.startLine(), 1);
        json.name("text").string(context.text());
        json.name("description").string(context.description());
        json.name("inner_stack");
        if (context.innerStack() == null) {
            json.nothing();
        } else {
            stack(context.innerStack());
        }
        json.name("children").open('[');
        for (Child child : context.children()) {
            switch (child) {
                case Context kept -> context(kept);
                case Stack stack -> stack(stack);
                case Reference reference -> reference(reference);
            }
        }
        json.close(']').name("hide").bool(context.hide());
        problems(context.problems(), null);
        json.close('}');
    }

    private void locals(@Nullable Map<String, ObjectInfo> locals) throws IOException {
        json.name("locals");
        if (locals == null) {
            json.nothing();
            return;
        }
        json.open('{');
        for (Map.Entry<String, ObjectInfo> local : locals.entrySet()) {
            json.foreignName(local.getKey());
            object(local.getValue());
        }
        json.close('}');
    }

    private void object(String name, @Nullable ObjectInfo object) throws IOException {
        json.name(name);
        object(object);
    }

    private void object(@Nullable ObjectInfo object) {
        if (object == null) {
            json.nothing();
            return;
        }
        json.open('{').name("type").string(object.type());
        json.name("address").address(object.address());
        json.name("repr").string(object.repr()).close('}');
    }

    private void problems(List<Problem> problems, @Nullable Problem last) throws IOException {
        json.name("problems").open('[');
        for (Problem problem : problems) {
            problem(problem);
        }
        if (last != null) {
            problem(last);
        }
        json.close(']');
    }

    private void problem(Problem problem) throws IOException {
        json.open('{').name("kind").string(problem.kind().id());
        json.name("message").string(problem.message());
        json.name("address").address(problem.address()).close('}');
    }
}
