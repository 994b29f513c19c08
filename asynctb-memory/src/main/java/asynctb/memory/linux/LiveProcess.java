package asynctb.memory.linux;

/** A live process. */
public final class LiveProcess {
    private LiveProcess() {}
}
