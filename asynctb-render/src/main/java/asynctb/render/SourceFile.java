package asynctb.render;

/** Whose a source file is, told by its path alone: the target's file system need not be ours. */
final class SourceFile {
    private static final String[] LIBRARIES = {"/site-packages/", "/dist-packages/"};

    private SourceFile() {}

    /** Whether a file belongs to Python or to an installed package, rather than to the program that is looked at. */
    static boolean isLibrary(String file) {
        return file.startsWith("<frozen ") || behindRoot(file) > 0;
    }

    /** A library's file as it would be imported, {@code concurrent/futures/thread.py}; any other one as it is. */
    static String shortened(String file) {
        return file.substring(behindRoot(file));
    }

    /** Where the part of a path begins that lies inside a library folder; 0 if there is none. */
    private static int behindRoot(String file) {
        String path = file.replace('\\', '/');
        for (String library : LIBRARIES) {
            int at = path.lastIndexOf(library);
            if (at >= 0) {
                return at + library.length();
            }
        }
        return behindStandardLibrary(path);
    }

    /** {@code …/lib/python3.11/}, {@code …/lib64/python3.6/}, {@code …/lib/python39.zip/}, {@code …/Python311/Lib/}. */
    private static int behindStandardLibrary(String path) {
        int at = Math.max(path.lastIndexOf("/lib/python"), path.lastIndexOf("/lib64/python"));
        if (at >= 0) {
            return path.indexOf('/', path.indexOf("/python", at) + 1) + 1;
        }
        int windows = path.lastIndexOf("/Lib/");
        boolean isPython = windows > 0 && path.substring(0, windows).contains("Python");
        return isPython ? windows + "/Lib/".length() : 0;
    }
}
