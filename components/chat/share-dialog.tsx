'use client';

import { Link2 } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { RelativeTime } from '@/components/people/relative-time';
import { announceChatsChanged } from '@/components/shell/use-chats';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { copyText } from '@/components/ui/copy-text';
import { countWords } from '@/components/ui/count-words';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';
import type { ChatShare } from '@/lib/chats/sharing/read-share';
import { sendJson, sentenceOf } from '@/lib/http/send-json';

type Answer = { share: ChatShare | null };
type Doing = 'share' | 'list' | 'end';

/**
 * The link with which the team reads a chat: made, copied, brought up to date, ended. `through` is the last message that
 * readers are to see; without it, that of the path which is shown.
 */
export function ShareDialog(props: { chatId: string; through?: string; onClose: () => void }) {
  const { chatId, through } = props;
  const address = `/api/chats/${chatId}/share`;
  const [share, setShare] = useState<ChatShare | null>();
  const [error, setError] = useState<string>();
  const [doing, setDoing] = useState<Doing>();
  const listing = useId();
  /** What the person has chosen before there is a link. */
  const [willList, setWillList] = useState(true);

  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    sendJson<Answer>('GET', address).then((answer) => setShare(answer.share), (caught: unknown) => setError(sentenceOf(caught)));
  }, [address, attempt]);
  const again = () => {
    setError(undefined);
    setAttempt(attempt + 1);
  };

  async function change(what: Doing) {
    setDoing(what);
    setError(undefined);
    try {
      if (what === 'share') setShare((await sendJson<Answer>('PUT', address, { ...(through !== undefined && { through }), ...(!share && { listed: willList }) })).share);
      else if (what === 'list' && share) {
        await sendJson('PATCH', address, { listed: !share.listed });
        setShare({ ...share, listed: !share.listed });
      }
      else {
        await sendJson('DELETE', address);
        toast('The link no longer works.');
        props.onClose();
      }
      announceChatsChanged();
    } catch (caught) {
      setError(sentenceOf(caught));
    } finally {
      setDoing(undefined);
    }
  }

  const differs = share && (through === undefined ? !share.upToDate : share.through !== through);
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent
        title="Share this chat with your team"
        description="Whoever has the link, is signed in and belongs to your team can read it. Nobody can ask, vote or change anything."
        footer={
          share === undefined ? (
            error && <Button onClick={again}>Try again</Button>
          ) : share === null ? (
            <Button variant="primary" busy={doing === 'share'} onClick={() => void change('share')}>
              <Link2 aria-hidden /> Create link
            </Button>
          ) : (
            <>
              <Button variant="danger" busy={doing === 'end'} onClick={() => void change('end')}>
                End sharing
              </Button>
              {differs && (
                <Button busy={doing === 'share'} onClick={() => void change('share')}>
                  Update the link
                </Button>
              )}
              <CopyLink path={`/shared/${share.id}`} />
            </>
          )
        }
      >
        {share === undefined && !error && (
          <div className="flex flex-col gap-3 py-1">
            <Skeleton className="w-4/5" />
            <Skeleton className="h-9" />
          </div>
        )}
        {share && (
          <Field
            label="Link"
            hint={
              <>
                Shows {countWords(Math.ceil(share.messages / 2), 'question')} with {share.messages < 3 ? 'its answer' : 'their answers'}. Updated <RelativeTime iso={share.sharedAt} />.
                {differs && (through === undefined ? ' This chat has changed since; readers do not see that until you update the link.' : ' It ends with another answer than this one until you update the link.')}
              </>
            }
          >
            {(control) => <Input {...control} readOnly value={`${window.location.origin}/shared/${share.id}`} onFocus={(event) => event.currentTarget.select()} className="font-mono text-sm" />}
          </Field>
        )}
        {share !== undefined && (
          <div className="mt-4 flex items-start gap-2.5">
            <Checkbox
              id={listing}
              className="mt-1"
              checked={share === null ? willList : share.listed}
              disabled={doing !== undefined}
              onCheckedChange={() => (share === null ? setWillList(!willList) : void change('list'))}
            />
            <label htmlFor={listing}>List it for everybody in the team under “Shared with me”</label>
          </div>
        )}
        {share !== undefined && (
          <ul className="mt-4 flex list-disc flex-col gap-1 pl-5 text-sm text-muted">
            <li>{through === undefined ? 'Readers see the chat as it stands now.' : 'Readers see the chat as far as this answer.'} What you ask later is not added by itself.</li>
            <li>Sources are opened with the reader&rsquo;s own rights. What rests on a source that they cannot see is withheld.</li>
            <li>The link ends when you end it, delete the chat or leave the team.</li>
          </ul>
        )}
        {error && (
          <p role="alert" className="mt-4 text-bad">
            {error}
          </p>
        )}
      </DialogContent>
    </Dialog>
  );
}

function CopyLink({ path }: { path: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <Button
      variant="primary"
      onClick={() =>
        void copyText(window.location.origin + path).then(
          () => setCopied(true),
          () => toast('The browser did not allow copying. Select the link and copy it by hand.'),
        )
      }
    >
      <Link2 aria-hidden /> {copied ? 'Copied' : 'Copy link'}
    </Button>
  );
}
