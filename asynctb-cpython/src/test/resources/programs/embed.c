/* A program that has Python in it and is not called so: embed FILE runs FILE as __main__. */
#include <Python.h>

static int serve(const char *path) {
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return 1;
    }
    return PyRun_SimpleFileEx(file, path, 1);
}

int main(int argc, char **argv) {
    Py_Initialize();
    return argc == 2 ? serve(argv[1]) : 2;
}
