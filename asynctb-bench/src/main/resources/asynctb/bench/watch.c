/* A thread inside the target that Python knows nothing of. It wakes up a thousand times a second and writes down the
   longest time that passed between two of its steps: when all threads of the target stand still, so does it. Waking up more
   often would take from the cores what the tools need: five thousand times made them a quarter slower on a virtual machine. */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

/* The file that the benchmark maps too, and in which it sets `longest` to 0 before it runs a tool. */
struct shared {
    volatile long long longest; /* nanoseconds */
    volatile long long steps;
};

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void *watch_steps(void *file) {
    struct shared *shared = file;
    const struct timespec pause = {0, 1000000};
    long long last = now();
    for (;;) {
        nanosleep(&pause, NULL);
        long long time = now();
        if (time - last > shared->longest) {
            shared->longest = time - last;
        }
        shared->steps++;
        last = time;
    }
    return NULL;
}

/* Called once, by the target: 0, or what went wrong. */
int watch(const char *path) {
    /* A target that computes would not notice that the benchmark was ended. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int file = open(path, O_RDWR);
    if (file < 0) {
        return 1;
    }
    void *shared = mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    pthread_t thread;
    if (shared == MAP_FAILED || pthread_create(&thread, NULL, watch_steps, shared) != 0) {
        return 2;
    }
    /* Before all others, where that is allowed: else it would take other work on the machine for a stall. */
    struct sched_param first = {.sched_priority = sched_get_priority_min(SCHED_FIFO)};
    pthread_setschedparam(thread, SCHED_FIFO, &first);
    return 0;
}
