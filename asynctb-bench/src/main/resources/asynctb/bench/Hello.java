/** As little as a Java machine can do. */
class Hello {
    public static void main(String[] arguments) {
        System.out.println("hello");
    }
}
