package asynctb.cpython.context;

/**
 * A context manager, or what is known of it.
 *
 * @param object its address; 0 if the frame does not keep it
 * @param exit the address of what is called to leave it; 0 if that is not kept or not known
 */
record Manager(long object, long exit) {
    static final Manager UNKNOWN = new Manager(0, 0);
}
