import { type AnchorHTMLAttributes, createContext, forwardRef, type ReactNode, type Ref, useContext } from 'react'

export type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  to: string
  ref?: Ref<HTMLAnchorElement>
}

/** Whatever renders a link from `to`: Remix's `Link` fits. */
export type LinkComponent = (props: LinkProps) => ReactNode

const PlainLink = forwardRef<HTMLAnchorElement, Omit<LinkProps, 'ref'>>(function PlainLink({ to, ...rest }, ref) {
  return <a ref={ref} href={to} {...rest} />
})

const LinkContext = createContext<LinkComponent>(PlainLink)

export type LinkProviderProps = { component: LinkComponent; children: ReactNode }

/** `ui` does not know the router; the application hands its link in once, at the root. */
export function LinkProvider({ component, children }: LinkProviderProps) {
  return <LinkContext.Provider value={component}>{children}</LinkContext.Provider>
}

export function useLinkComponent(): LinkComponent {
  return useContext(LinkContext)
}

export const UiLink = forwardRef<HTMLAnchorElement, Omit<LinkProps, 'ref'>>(function UiLink(props, ref) {
  const Component = useLinkComponent()
  return <Component {...props} ref={ref} />
})

/** A link inside text. */
export const TextLink = forwardRef<HTMLAnchorElement, Omit<LinkProps, 'ref'>>(function TextLink(props, ref) {
  return (
    <UiLink
      {...props}
      ref={ref}
      className={`text-link underline underline-offset-2 hover:decoration-2 ${props.className ?? ''}`}
    />
  )
})
