import { Prisma } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors/app-error';

/** For `.catch`: two folders with one name are a conflict that says so. */
export function orNameTaken(name: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') throw new AppError('conflict:folder', `You have a folder "${name}" already.`);
    throw error;
  };
}
