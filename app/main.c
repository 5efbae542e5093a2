/* The program's entry: picks the command. */
int
main(void)
{
	return 0;
}
