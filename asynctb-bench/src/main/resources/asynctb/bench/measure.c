/* Runs a command and says what it took. It is in C, and small, since the peak of a child's memory begins with that of the
   process that started it.

     measure SECONDS OUTPUT ERRORS COMMAND...

   The standard output and error of the command go to the two files. Prints: nanoseconds, microseconds of user time and of
   system time (with its children that it waited for), peak of resident memory in KiB, exit status; the status is minus the signal
   that killed it, and it is killed after so many seconds. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile pid_t child;

static void out_of_time(int signal) {
    (void)signal;
    kill(-child, SIGKILL);
}

static void redirect(const char *path, int descriptor) {
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || dup2(file, descriptor) < 0) {
        _exit(126);
    }
}

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static long long microseconds(struct timeval time) {
    return time.tv_sec * 1000000LL + time.tv_usec;
}

int main(int count, char **words) {
    if (count < 5) {
        return 2;
    }
    long long begin = now();
    child = fork();
    if (child < 0) {
        return 1;
    }
    if (child == 0) {
        setpgid(0, 0);
        redirect("/dev/null", 0);
        redirect(words[3], 2);
        redirect(words[2], 1);
        execvp(words[4], words + 4);
        _exit(127);
    }
    setpgid(child, child);
    signal(SIGALRM, out_of_time);
    alarm(atoi(words[1]));
    int status;
    struct rusage usage;
    while (wait4(child, &status, 0, &usage) < 0) {
        if (errno != EINTR) {
            return 1;
        }
    }
    long long end = now();
    printf("%lld %lld %lld %ld %d\n", end - begin, microseconds(usage.ru_utime), microseconds(usage.ru_stime),
           usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
    return 0;
}
