package asynctb.cpython.item;

import asynctb.cpython.library.AsyncGeneratorRules;
import asynctb.cpython.library.ImportRules;
import asynctb.cpython.library.LockRules;
import asynctb.cpython.library.ManagerDetails;
import asynctb.cpython.library.ManagerRule;
import asynctb.cpython.library.ManagerRules;
import asynctb.cpython.library.ThreadRules;
import asynctb.cpython.library.anyio.AnyioRules;
import asynctb.cpython.library.asgiref.AsgirefRules;
import asynctb.cpython.library.asyncio.Asyncio;
import asynctb.cpython.library.asyncio.AsyncioView;
import asynctb.cpython.library.asyncio.Timeouts;
import asynctb.cpython.library.curio.CurioRules;
import asynctb.cpython.library.greenback.GreenbackRules;
import asynctb.cpython.library.greenlet.Gevent;
import asynctb.cpython.library.greenlet.Greenlets;
import asynctb.cpython.library.greenlet.Sqlalchemy;
import asynctb.cpython.library.pytest.PytestAsyncio;
import asynctb.cpython.library.pytest.PytestRules;
import asynctb.cpython.library.pytest.PytestTrio;
import asynctb.cpython.library.trio.TrioRules;
import asynctb.cpython.library.trioasyncio.TrioAsyncioRules;
import asynctb.memory.MemoryFault;
import asynctb.model.Problem;
import asynctb.rules.ContextOutcome;
import asynctb.rules.Library;
import asynctb.rules.Rules;
import asynctb.rules.Scene;
import asynctb.rules.Value;
import java.util.List;
import java.util.OptionalLong;

/** The libraries that rules are known for, in the order in which the rules are asked. */
public final class KnownLibraries {
    private KnownLibraries() {}

    public static List<Library> all() {
        return List.of(
                Library.of("builtins", KnownLibraries::managers),
                Library.of("_thread", ThreadRules::threading),
                Library.of("_frozen_importlib", ImportRules::importing),
                Library.of("concurrent.futures", ThreadRules::futures),
                Library.of(Asyncio.LIBRARY, () -> AsyncioRules.asyncio(asyncio())),
                Library.of("anyio", () -> AnyioRules.anyio(asyncio())),
                Library.of("asgiref.sync", () -> AsgirefRules.asgiref(asyncio())),
                Library.of("contextvars", KnownLibraries::contextvars),
                Library.of(Gevent.LIBRARY, GreenletRules::gevent),
                Library.of("greenback", () -> GreenbackRules.greenback(asyncio())),
                Library.of(Greenlets.LIBRARY, GreenletRules::greenlet),
                Library.of("_pytest", PytestRules::pytest),
                Library.of("pluggy", PytestRules::pluggy),
                Library.of("pytest_asyncio", PytestAsyncio::rules),
                Library.of("pytest_trio", PytestTrio::rules),
                Library.of(Sqlalchemy.MODULE, Sqlalchemy::sqlalchemy),
                Library.of("trio_asyncio", () -> TrioAsyncioRules.trioAsyncio(asyncio())),
                Library.of("trio", TrioRules::trio),
                Library.of("outcome", TrioRules::outcome),
                Library.of("async_generator", AsyncGeneratorRules::asyncGenerator),
                Library.of("async_timeout", Timeouts::asyncTimeout),
                Library.of("curio.kernel", CurioRules::curio),
                Library.of("eventlet.greenthread", EventletRules::eventlet),
                Library.of("multiprocessing.process", MultiprocessingRules::multiprocessing),
                Library.of("tornado.gen", TornadoRules::tornado),
                Library.of("twisted.internet.defer", TwistedRules::twisted));
    }

    private static AsyncioView asyncio() {
        return new AsyncioView(scene -> PictureScene.pictureOf(scene).asyncio());
    }

    /** Where it is not part of the interpreter, which is before 3.7. */
    private static Rules contextvars() {
        return Rules.of("contextvars").hide("contextvars", "Context.run").build();
    }

    private static Rules managers() {
        Rules.Builder rules = Rules.of("contextlib");
        ManagerRules.all().forEach((type, rule) -> rules.context(type, (manager, scene) -> look(rule, manager, scene)));
        for (String type : LockRules.OWNED) {
            rules.owner(type, KnownLibraries::owner);
        }
        return rules.build();
    }

    private static OptionalLong owner(Value lock, Scene scene) {
        try {
            return LockRules.readOwner(PictureScene.pictureOf(scene).heap().readObject(lock.address()), scene);
        } catch (MemoryFault e) {
            return OptionalLong.empty();
        }
    }

    private static ContextOutcome look(ManagerRule rule, Value manager, Scene scene) {
        ManagerDetails details;
        try {
            details = rule.read(PictureScene.pictureOf(scene).heap().readObject(manager.address()), scene);
        } catch (MemoryFault e) {
            return new ContextOutcome(
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    false,
                    List.of(new Problem(
                            Problem.Kind.UNREADABLE,
                            "what the manager keeps could not be read: " + e.getMessage(),
                            manager.address())));
        }
        List<ContextOutcome.Kept> kept = details.entries().stream()
                .<ContextOutcome.Kept>map(entry -> new ContextOutcome.KeptManager(
                        scene.at(entry.object()), entry.isManager(), entry.isAsync(), entry.method(), entry.argument()))
                .toList();
        return new ContextOutcome(
                null,
                details.call(),
                details.description(),
                details.inner() == 0 ? null : scene.at(details.inner()),
                kept,
                false,
                List.of());
    }
}
