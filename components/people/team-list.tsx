'use client';

import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { Role } from '@/lib/db/generated/enums';
import { sendJson } from '@/lib/http/send-json';
import { roleWords } from '@/lib/people/role-words';

type TeamItem = { id: string; name: string; role: Role; current: boolean };

/** The teams that the person belongs to, each with a way out. */
export function TeamList({ teams }: { teams: TeamItem[] }) {
  const [leaving, setLeaving] = useState<TeamItem>();
  return (
    <>
      <ul className="flex flex-col">
        {teams.map((team) => (
          <li key={team.id} className="flex items-center gap-3 border-b border-line py-2">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-2">
                <span className="break-words">{team.name}</span>
                {team.current && <Badge>this team</Badge>}
              </p>
              <p className="text-sm text-muted">{roleWords[team.role].label}</p>
            </div>
            <Button size="small" onClick={() => setLeaving(team)} aria-label={`Leave ${team.name}`}>
              Leave
            </Button>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={leaving !== undefined}
        onOpenChange={(open) => !open && setLeaving(undefined)}
        title={`Leave ${leaving?.name ?? ''}?`}
        action="Leave the team"
        onConfirm={async () => {
          if (!leaving) return;
          await sendJson('DELETE', `/api/teams/${leaving.id}/membership`);
          // Every page may have shown things of the team that was left.
          window.location.assign('/account');
        }}
      >
        You lose access to its documents and to your chats there at once. Only an invitation brings you back.
      </ConfirmDialog>
    </>
  );
}
