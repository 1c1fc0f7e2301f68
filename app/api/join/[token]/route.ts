import { z } from 'zod';
import { emailField, nameField, passwordField } from '@/lib/auth/account-fields';
import { signInWithPassword } from '@/lib/auth/auth';
import { findPerson } from '@/lib/auth/find-person';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { joinAsNewPerson, joinAsPerson } from '@/lib/people/accept-invitation';

const newPerson = z.object({ name: nameField, email: emailField, password: passwordField });

/** Accepts an invitation: as the signed-in person, or else with a new account, which is then signed in. */
export const POST = route('anyone', async ({ request, params }) => {
  const person = await findPerson(request.headers);
  if (person) {
    await joinAsPerson(params.token, person);
  } else {
    const input = newPerson.parse(await readJson(request));
    await joinAsNewPerson(params.token, input);
    await signInWithPassword(input.email, input.password);
  }
  return Response.json({ ok: true }, { status: 201 });
});
